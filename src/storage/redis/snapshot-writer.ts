import type { Redis } from 'ioredis';
import { AlongsideError, type ReportProgress } from '../../core/index.js';
import { encodeCandidates } from './candidate-codec.js';
import { HashFields, type HashField } from './hash-fields.js';
import { encodeHistory } from './history-codec.js';
import { encodeParts } from './parts-codec.js';
import { EMBEDDING_BLOCK, LIVE_KEY, SNAPSHOTS_KEY, snapshotKeys, type SnapshotPart } from './keys.js';
import { encodeShared } from './shared-codec.js';
import { encodeUserModel } from './user-model-codec.js';
import { encodeSources } from './source-codec.js';
import type { ProductLists } from '../../ranking/types.js';
import type { SnapshotContent, SnapshotId, SnapshotManifest } from './snapshot.js';

/** Seconds after which the parts of a snapshot that was never finished go away by themselves. */
const UNFINISHED_SECONDS = 24 * 3600;

/**
 * Writes snapshots and moves `live`.
 *
 * A snapshot's name is a hash of what it is made from, so writing one again (after a killed attempt, say) writes the same
 * bytes over themselves. Nobody reads it before `live` points at it, and `live` moves in one step.
 */
export class SnapshotWriter {
  constructor(private readonly redis: Redis) {}

  /** Writes the whole snapshot; `live` stays where it is. */
  async write(content: SnapshotContent, progress: ReportProgress): Promise<void> {
    const { manifest, embeddings } = content;
    const keys = snapshotKeys(manifest.id);
    // The live snapshot may be written anew; should that attempt die, its parts must not go away.
    const expires = (await this.redis.get(LIVE_KEY)) !== manifest.id;

    const write = new HashFields(this.redis, expires ? UNFINISHED_SECONDS : undefined);
    await write.all(Object.entries(encodeShared(content.shared)), ([field, value]) => [[keys.shared, field, value]]);
    let number = 0;
    await write.all(
      content.cards,
      (card) => [[keys.cards, `${number++}`, JSON.stringify(card)]],
      (done) => {
        progress({ step: 'writing product cards', done, total: manifest.products, unit: 'products' });
      },
    );
    number = 0;
    await write.all(content.cards, (card) => [[keys.numbers, card.id, `${number++}`]]);
    await write.all(
      content.lists,
      (lists) => listFields(keys, lists),
      (done) => {
        progress({ step: 'writing lists', done, total: manifest.lists, unit: 'products' });
      },
    );
    const sources = await writeSources(write, keys.sources, content.sources);
    const coldProductSources = await writeSources(write, keys.coldProductSources, content.coldProductSources);
    for (const [key, lists] of [
      [keys.categoryLists, content.categoryLists],
      [keys.categoryColdProducts, content.categoryColdProducts],
    ] as const) {
      await write.all(lists, ([category, list]) => [[key, `${category}`, encodeCandidates(list)]]);
    }
    await write.all(blocksOf(embeddings, manifest.dimension), ([block, bytes]) => [[keys.embeddings, block, bytes]]);
    await write.all(content.histories, ([user, history]) => [[keys.users, user, encodeHistory(history)]]);
    const { userModel } = content;
    if (userModel !== undefined) {
      await write.all(encodeUserModel(userModel), ([field, value]) => [[keys.userModel, field, value]]);
    }
    await write.all(content.learnedRelations, ([category, relations]) => [
      [keys.learnedRelations, `${category}`, JSON.stringify(relations)],
    ]);
    await this.checkWhole(manifest, { sources, coldProductSources });
    await this.writeText(keys.manifest, JSON.stringify(manifest), expires);
  }

  /** Moves `live` to a written snapshot in one step, and lets the one before expire after the grace period. */
  async publish(manifest: SnapshotManifest, graceSeconds: number): Promise<void> {
    const previous = await this.redis.smembers(SNAPSHOTS_KEY);
    const move = this.redis.multi();
    for (const key of Object.values(snapshotKeys(manifest.id))) move.persist(key);
    move.set(LIVE_KEY, manifest.id).sadd(SNAPSHOTS_KEY, manifest.id);
    for (const id of previous) if (id !== manifest.id) expireSnapshot(move, id, graceSeconds);
    const replies = await move.exec();
    const failed = replies?.find(([error]) => error !== null)?.[0];
    if (replies === null || failed) {
      throw new AlongsideError(
        'publish-failed',
        'The new snapshot could not be made live; the one before still is.',
        { snapshot: manifest.id },
        { cause: failed },
      );
    }
  }

  private async writeText(key: string, text: string, expires: boolean): Promise<void> {
    if (expires) await this.redis.set(key, text, 'EX', UNFINISHED_SECONDS);
    else await this.redis.set(key, text);
  }

  /** A lost field would show as a wrong list much later; count them while the old snapshot is still live. */
  private async checkWhole(
    manifest: SnapshotManifest,
    written: Readonly<Record<'sources' | 'coldProductSources', number>>,
  ): Promise<void> {
    const keys = snapshotKeys(manifest.id);
    const expected: [SnapshotPart, number][] = [
      ['cards', manifest.products],
      ['numbers', manifest.products],
      ['lists', manifest.lists],
      ['sources', written.sources],
      ['coldProductSources', written.coldProductSources],
      ['categoryLists', manifest.categoryLists],
      ['coldProducts', manifest.coldProducts],
      ['parts', manifest.explained.most > 0 ? manifest.lists : 0],
      ['coldProductParts', manifest.explained.most > 0 ? manifest.coldProducts : 0],
      ['categoryColdProducts', manifest.categoryColdProducts],
      ['embeddings', manifest.embeddingBlocks],
      ['users', manifest.users],
      ['userModel', manifest.userModel ?? 0],
      ['learnedRelations', manifest.learnedRelations],
    ];
    for (const [part, count] of expected) {
      const found = await this.redis.hlen(keys[part]);
      if (found === count) continue;
      throw new AlongsideError(
        'snapshot-incomplete',
        `Redis holds ${found} of ${count} ${part} of the new snapshot; the live one is unchanged. Check Redis' memory limit and run "alongside embed" again.`,
        { snapshot: manifest.id, part, found, expected: count },
      );
    }
  }
}

/** Returns how many were written. */
async function writeSources(write: HashFields, key: string, lists: SnapshotContent['sources']): Promise<number> {
  let count = 0;
  await write.all(lists, ([product, list]) => {
    count++;
    return [[key, `${product}`, encodeSources(list)]];
  });
  return count;
}

function listFields(
  keys: Record<SnapshotPart, string>,
  { product, list, coldProducts, parts, coldProductParts }: ProductLists,
): HashField[] {
  const fields: HashField[] = [[keys.lists, `${product}`, encodeCandidates(list)]];
  if (coldProducts !== undefined) fields.push([keys.coldProducts, `${product}`, encodeCandidates(coldProducts)]);
  if (parts !== undefined) fields.push([keys.parts, `${product}`, encodeParts(parts)]);
  if (coldProductParts !== undefined) fields.push([keys.coldProductParts, `${product}`, encodeParts(coldProductParts)]);
  return fields;
}

function expireSnapshot(move: ReturnType<Redis['multi']>, id: SnapshotId, seconds: number): void {
  for (const key of Object.values(snapshotKeys(id))) move.expire(key, seconds);
  move.srem(SNAPSHOTS_KEY, id);
}

/** Embeddings in blocks of EMBEDDING_BLOCK rows, as views of the array. */
function* blocksOf(embeddings: Float32Array, dimension: number): Generator<readonly [string, Buffer]> {
  const size = EMBEDDING_BLOCK * dimension;
  for (let block = 0; block * size < embeddings.length; block++) {
    const rows = embeddings.subarray(block * size, (block + 1) * size);
    yield [`${block}`, Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength)];
  }
}
