import type { Redis } from 'ioredis';
import { noProgress, randomBits, randomKey } from '../../../src/core/index.js';
import {
  dropPrevious,
  SNAPSHOT_FORMAT,
  SNAPSHOT_PARTS,
  SnapshotWriter,
  type NewManifest,
} from '../../../src/storage/redis/index.js';
import { candidateList } from '../../ranking/candidates.js';
import { memoryContents, type MemoryShop } from './memory-snapshot.js';

const DIMENSION = 8;
const CATEGORIES = 12;
const CANDIDATES = 250;

/**
 * A shop of `products` products in twelve categories (product n in category n mod 12), n costing n, of brand n mod 3, every
 * fifth out of stock; the first hundred products have 250 candidates each. The same for the same seed.
 */
export function plantedShop(products: number, seed = 1): MemoryShop {
  const key = randomKey(seed, 'planted shop');
  const all = [...Array(products).keys()];
  const categoryOf = all.map((product) => product % CATEGORIES);
  const listOf = (x: number): ReturnType<typeof candidateList> =>
    candidateList(
      all
        .filter((y) => categoryOf[y] !== categoryOf[x])
        .sort((a, b) => randomBits(key, x * products + a) - randomBits(key, x * products + b))
        .slice(0, CANDIDATES)
        .map((product, i) => ({ product, category: categoryOf[product], score: 1 / (i + 2) })),
    );
  const vectors = Float64Array.from(
    { length: products * DIMENSION },
    (_, i) => randomBits(key, -i - 1) / 2 ** 32 - 0.5,
  );
  const embeddings = new Float32Array(products * DIMENSION);
  for (const product of all) {
    const row = vectors.subarray(product * DIMENSION, (product + 1) * DIMENSION);
    const length = Math.hypot(...row);
    row.forEach((value, f) => (embeddings[product * DIMENSION + f] = value / length));
  }
  return {
    parents: Array.from({ length: CATEGORIES }, () => -1),
    categoryOf,
    brandOf: all.map((product) => product % 3),
    prices: all,
    stock: all.map((product) => (product % 5 === 0 ? 0 : product % 5 === 1 ? -1 : 7)),
    margins: all.map((product) => (product % 4) / 10),
    popular: [...all].reverse(),
    lists: new Map(all.slice(0, 100).map((x) => [x, listOf(x)])),
    categoryLists: new Map(),
    embeddings,
    dimension: DIMENSION,
    histories: new Map([['u0', { products: [3, 4], kinds: [0, 3] }]]),
  };
}

/** Writes a shop's snapshot into Redis and makes it live; the one before stays, or goes away after `graceSeconds`. */
export async function publishShop(redis: Redis, shop: MemoryShop, id: string, graceSeconds?: number): Promise<void> {
  const manifest: NewManifest = {
    format: SNAPSHOT_FORMAT,
    id,
    model: { id: 'model', layer: 'lightgcn', provider: 'cpu', onnxruntimeVersion: '1' },
    watermark: 'w',
    createdAt: '2026-01-01T00:00:00.000Z',
    products: shop.categoryOf.length,
    dimension: shop.dimension,
    candidatesPerList: CANDIDATES,
    history: { merged: true, hidden: true, kindWeights: [1, 0.75, 0.5, 0.25] },
    level: 'leaf',
    unit: 'order',
    kinds: ['purchase'],
    leastPeople: 0,
    basketTotal: 100,
    explained: { most: 0, signals: [{ signal: 'posterior', weight: 1 }], debias: 0, recentShare: 0 },
    newestEvent: null,
    ranking: { prior: { affinity: 0, popularity: 0, categoryLift: 0, sameBrand: 0 }, kappa: 1, gamma: 0 },
  };
  const writer = new SnapshotWriter(redis, SNAPSHOT_PARTS);
  await writer.write({ manifest, contents: [memoryContents(shop)] }, noProgress);
  await writer.publish(id, graceSeconds ?? 900);
  if (graceSeconds === undefined) return;
  await dropPrevious(redis, 0);
  await writer.expireUnused(graceSeconds);
}
