import { AlongsideError } from '../../src/core/index.js';
import type { GraphConnection } from '../../src/storage/neo4j/index.js';
import type { LiveSnapshot, Snapshot } from '../../src/storage/redis/index.js';
import { candidateList } from '../ranking/candidates.js';
import { memorySnapshot, type MemoryShop } from './lists/memory-snapshot.js';

/**
 * c0 above c1 and c2; c3 alone. p0 and p1 are of c1, p2 of c2, p3 and p4 of c3; p5 of none; p6, of c3, has no event.
 * p0's list holds p2 and p3, p1 has none of its own, and c1's holds p4.
 */
const shop: MemoryShop = {
  parents: [-1, 0, 0, -1],
  categoryOf: [1, 1, 2, 3, 3, -1, 3],
  brandOf: [0, 1, 0, 1, -1, 0, 0],
  prices: [1, 2, 3, 4, 5, 6, 7],
  stock: [0, 5, -1, 20, 1, 1, 1],
  margins: [0.1, 0.5, Number.NaN, 0.4, 0, 0, 0],
  popular: [3, 2, 1, 0, 4],
  eventless: [6],
  lists: new Map([
    [
      0,
      candidateList([
        { product: 2, category: 2, score: 0.5, together: 12, people: 9 },
        { product: 3, category: 3, score: 0.25, together: 3, people: 2 },
      ]),
    ],
  ]),
  categoryLists: new Map([[1, candidateList([{ product: 4, category: 3, score: 0.125 }], 'category')]]),
  embeddings: new Float32Array(14),
  dimension: 2,
  histories: new Map(),
};

/** That shop's snapshot, with these parts in the place of its own. */
export function smallShop(parts: Partial<Snapshot> = {}): Snapshot {
  const snapshot = memorySnapshot(shop);
  const manifest = {
    ...snapshot.manifest,
    candidatesPerList: 250,
    newestEvent: '2026-01-31T00:00:00.000Z',
    explained: { most: 50, signals: [{ signal: 'posterior', weight: 0.5 }], debias: 0, recentShare: 0 },
  };
  return { ...snapshot, manifest, ...parts };
}

/** The only snapshot that there is, live. */
export function live(snapshot: Snapshot): LiveSnapshot {
  return { current: () => snapshot } as unknown as LiveSnapshot;
}

/** A graph that is away. */
export const noGraph = {
  readWithin: () => Promise.reject(new AlongsideError('graph-unreachable', 'The graph is away.')),
} as unknown as GraphConnection;
