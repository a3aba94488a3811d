import { noProgress } from '../../../src/core/index.js';
import type { OnnxRuntime } from '../../../src/learning/onnx/index.js';
import { newSnapshot } from '../../../src/operations/jobs/embed/snapshot-content.js';
import { snapshotManifest } from '../../../src/operations/jobs/embed/snapshot-manifest.js';
import { userHistories } from '../../../src/operations/jobs/embed/user-histories.js';
import {
  engineSettings,
  gatherShop,
  prepareShop,
  rankedShop,
  trainShop,
  withLeastPeople,
} from '../../../src/ranking/pipeline/index.js';
import { readShop, type Shop } from '../../../src/shop/index.js';
import { generateSampleShop, writeSampleShop, type SampleShop } from '../../../src/shop/sample/index.js';
import { SNAPSHOT_PARTS, type Snapshot, type SnapshotContents } from '../../../src/storage/redis/index.js';
import { snapshotInMemory } from '../../storage/redis/snapshot-in-memory.js';

/** People below whom nothing may be told. */
export const LEAST = 5;
/** Products that nobody bought but the planted customer, in one order. */
const UNIQUE = 7;

/** A shop with seven products that nobody met, and the same shop where one customer bought them all. */
export interface PlantedShop {
  readonly without: SampleShop;
  readonly withCustomer: SampleShop;
  readonly planted: readonly string[];
}

export function plantedShop(seed: number): PlantedShop {
  const shop = generateSampleShop({ seed, products: 300, customers: 150, orders: 800 });
  const leaves = [...new Set(shop.products.map(({ categoryId }) => categoryId))];
  const added = Array.from({ length: UNIQUE }, (_, i) => ({
    ...shop.products[0],
    productId: `planted-${i}`,
    title: `Planted ${i}`,
    categoryId: leaves[(seed + 3 * i) % leaves.length],
  }));
  const without = { ...shop, products: [...shop.products, ...added] };
  const late = shop.events[Math.floor(shop.events.length * 0.7)];
  const bought = added.map(({ productId }, i) => ({
    ...late,
    eventId: `planted-${i}`,
    userId: 'planted',
    productId,
    type: 'purchase' as const,
    sessionId: 'planted',
    orderId: 'planted',
  }));
  return {
    without,
    withCustomer: { ...without, events: [...shop.events, ...bought] },
    planted: added.map(({ productId }) => productId),
  };
}

/** The snapshot that an untrained embedding makes of a shop, in memory. */
export async function snapshotOf(
  runtime: OnnxRuntime,
  sample: SampleShop,
  folder: string,
  hidden: boolean,
): Promise<Snapshot> {
  await writeSampleShop(sample, folder);
  const { shop } = await readShop([folder], noProgress);
  const standard = engineSettings({ layer: 'lightgcn', seed: 1 });
  const settings = hidden ? withLeastPeople(standard, LEAST) : standard;
  const ranked: Shop = rankedShop(shop, settings);
  const gathered = gatherShop(ranked, settings);
  const hooks = { progress: noProgress };
  const model = await trainShop(runtime, ranked, { settings, level: 'leaf' }, hooks, gathered);
  const prepared = await prepareShop(runtime, ranked, model, hooks, { gathered });
  const manifest = snapshotManifest(prepared, ranked.interactions, {
    id: 'snapshot',
    model: { id: 'model', layer: 'lightgcn', provider: 'cpu', onnxruntimeVersion: '1' },
    watermark: 'w',
    createdAt: '2026-01-01T00:00:00.000Z',
    basketTotal: gathered.evidence.basketTotal,
  });
  const contents = await wholeContents(
    newSnapshot(prepared, shop.interactions, userHistories(shop), manifest).contents,
  );
  return snapshotInMemory(SNAPSHOT_PARTS, manifest, contents);
}

/** All pieces of a snapshot's contents put together. */
async function wholeContents(
  pieces: AsyncIterable<SnapshotContents> | Iterable<SnapshotContents>,
): Promise<SnapshotContents> {
  const whole: Record<string, unknown> = {};
  for await (const piece of pieces) {
    for (const [part, content] of Object.entries(piece)) {
      const before = whole[part];
      const keyed = !['shared', 'embeddings', 'userModel'].includes(part) && content !== undefined;
      if (keyed) whole[part] = [...((before ?? []) as unknown[]), ...(content as Iterable<unknown>)];
      else whole[part] = content ?? before;
    }
  }
  return whole;
}
