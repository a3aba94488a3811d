import type { Redis } from 'ioredis';
import type { PreparedShop } from '../../../ranking/pipeline/index.js';
import { makeRoom, mostSnapshotBytes, type NewManifest, type SnapshotShape } from '../../../storage/redis/index.js';

/** Products without any event that a list of them holds at most. */
const COLD_CANDIDATES = 100;

/**
 * Makes sure that Redis has room for a snapshot before it is written; notes it where the one before had to go for that.
 *
 * @throws AlongsideError `redis-too-small`
 */
export async function ensureRoom(
  { redis, graceSeconds }: { readonly redis: Redis; readonly graceSeconds: number },
  shape: SnapshotShape,
  note: (line: string) => void,
): Promise<void> {
  const gone = await makeRoom(redis, mostSnapshotBytes(shape), graceSeconds);
  if (gone !== undefined) note(`The snapshot ${gone}, which was live before, made room for the new one.`);
}

/** What the size of a shop's snapshot hangs on. */
export function snapshotShape(
  { catalogue, coldProductLists, listed }: PreparedShop,
  { products, candidatesPerList, explained, dimension }: NewManifest,
  users: number,
): SnapshotShape {
  const { ids, titles, brands } = catalogue.products;
  return {
    products,
    users,
    candidates: listed.length === 0 ? 0 : Math.min(candidatesPerList, products),
    explained: explained.most,
    signals: explained.signals.length,
    coldCandidates: coldProductLists ? Math.min(COLD_CANDIDATES, products) : 0,
    dimension,
    texts: bytesOf(ids) + bytesOf(titles) + bytesOf(brands),
  };
}

function bytesOf(texts: readonly (string | null)[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), 0);
}
