import type { Redis } from 'ioredis';
import { z } from 'zod';
import { AlongsideError } from '../kernel/index.js';
import { decodeCandidates } from './candidate-codec.js';
import { decodeHistory } from './history-codec.js';
import { EMBEDDING_BLOCK, LIVE_KEY, snapshotKeys } from './keys.js';
import { decodeShared } from './shared-codec.js';
import {
  learnedRelationSchema,
  productCardSchema,
  snapshotManifestSchema,
  type CandidateList,
  type LearnedRelation,
  type ProductCard,
  type SharedParts,
  type SnapshotId,
  type SnapshotManifest,
} from './snapshot.js';

/** One snapshot, opened for reading. Every call answers from this snapshot, whatever `live` does meanwhile. */
export class SnapshotReader {
  private constructor(
    private readonly redis: Redis,
    readonly manifest: SnapshotManifest,
    readonly shared: SharedParts,
  ) {}

  /** Opens a snapshot that has a manifest, so is whole. Throws `snapshot-missing` or `snapshot-corrupt`. */
  static async open(redis: Redis, id: SnapshotId): Promise<SnapshotReader> {
    const keys = snapshotKeys(id);
    const [manifest, shared] = await redis.mget(keys.manifest, keys.shared);
    if (typeof manifest !== 'string' || typeof shared !== 'string') {
      throw new AlongsideError(
        'snapshot-missing',
        `The snapshot ${id} is no longer in Redis. Run "alongside embed --full".`,
        { snapshot: id },
      );
    }
    return new SnapshotReader(
      redis,
      parseJson(snapshotManifestSchema, manifest, keys.manifest),
      decodeShared(shared, keys.shared),
    );
  }

  /** The number of each product, undefined for one that this snapshot does not know. */
  async numbers(ids: readonly string[]): Promise<(number | undefined)[]> {
    if (ids.length === 0) return [];
    const found = await this.redis.hmget(snapshotKeys(this.manifest.id).numbers, ...ids);
    return found.map((text) => (text === null ? undefined : Number(text)));
  }

  /** The candidates of each product; undefined for one without a list of its own. */
  async lists(products: readonly number[]): Promise<(CandidateList | undefined)[]> {
    return this.candidates(snapshotKeys(this.manifest.id).lists, products);
  }

  /** What a product of each category is answered when it has no list of its own. */
  async categoryLists(categories: readonly number[]): Promise<(CandidateList | undefined)[]> {
    return this.candidates(snapshotKeys(this.manifest.id).categoryLists, categories);
  }

  /** The newcomers that go with each product; undefined for one without a list of its own. */
  async newcomers(products: readonly number[]): Promise<(CandidateList | undefined)[]> {
    return this.candidates(snapshotKeys(this.manifest.id).newcomers, products);
  }

  /** The newcomers for a product of each category (-1: of none) that has no list of them. */
  async categoryNewcomers(categories: readonly number[]): Promise<(CandidateList | undefined)[]> {
    return this.candidates(snapshotKeys(this.manifest.id).categoryNewcomers, categories);
  }

  async cards(products: readonly number[]): Promise<ProductCard[]> {
    if (products.length === 0) return [];
    const key = snapshotKeys(this.manifest.id).cards;
    const found = await this.redis.hmget(key, ...products.map(String));
    return found.map((text, i) => parseJson(productCardSchema, text ?? 'null', `${key} ${products[i]}`));
  }

  /** The latest products of each customer, newest first; undefined for one that this snapshot does not know. */
  async histories(users: readonly string[]): Promise<(readonly number[] | undefined)[]> {
    if (users.length === 0) return [];
    const key = snapshotKeys(this.manifest.id).users;
    const found = await this.redis.hmgetBuffer(key, ...users);
    return found.map((bytes) => (bytes === null ? undefined : decodeHistory(bytes, this.manifest.products, key)));
  }

  /** What baskets say of each category's relations to others, heaviest first; empty where they say nothing. */
  async learnedRelations(categories: readonly number[]): Promise<LearnedRelation[][]> {
    if (categories.length === 0) return [];
    const key = snapshotKeys(this.manifest.id).learnedRelations;
    const found = await this.redis.hmget(key, ...categories.map(String));
    return found.map((text, i) => parseJson(z.array(learnedRelationSchema), text ?? '[]', `${key} ${categories[i]}`));
  }

  /** All embeddings, [products × dimension]. */
  async embeddings(): Promise<Float32Array> {
    const { products, dimension } = this.manifest;
    const all = new Float32Array(products * dimension);
    for await (const { from, rows } of this.embeddingBlocks()) all.set(rows, from * dimension);
    return all;
  }

  /** The embeddings block by block, beginning with the block that holds the product `start`; few are in memory at once. */
  async *embeddingBlocks(start = 0): AsyncGenerator<{ readonly from: number; readonly rows: Float32Array }> {
    const { id, products, dimension, embeddingBlocks } = this.manifest;
    const key = snapshotKeys(id).embeddings;
    for (let block = Math.floor(start / EMBEDDING_BLOCK); block < embeddingBlocks; block++) {
      const from = block * EMBEDDING_BLOCK;
      const rows = new Float32Array(Math.min(EMBEDDING_BLOCK, products - from) * dimension);
      const bytes = await this.redis.hgetBuffer(key, String(block));
      if (bytes?.length !== rows.byteLength) throw corrupt(`${key} ${block}`);
      new Uint8Array(rows.buffer).set(bytes);
      yield { from, rows };
    }
  }

  private async candidates(key: string, fields: readonly number[]): Promise<(CandidateList | undefined)[]> {
    if (fields.length === 0) return [];
    const found = await this.redis.hmgetBuffer(key, ...fields.map(String));
    return found.map((bytes, i) => (bytes === null ? undefined : decodeCandidates(bytes, `${key} ${fields[i]}`)));
  }
}

/** Follows `live`, keeping the snapshot it points at open. */
export class LiveSnapshot {
  private open: Promise<SnapshotReader> | undefined;
  private openId: SnapshotId | undefined;

  constructor(private readonly redis: Redis) {}

  /** The snapshot that is live now; throws `no-snapshot` when nothing was ever embedded. Call once a request. */
  async current(): Promise<SnapshotReader> {
    const id = await this.redis.get(LIVE_KEY);
    if (id === null) {
      throw new AlongsideError(
        'no-snapshot',
        'There are no lists yet. Import your shop with "alongside import", then run "alongside embed".',
      );
    }
    if (this.open === undefined || this.openId !== id) {
      this.openId = id;
      this.open = SnapshotReader.open(this.redis, id);
      this.open.catch(() => {
        this.open = undefined;
      });
    }
    return this.open;
  }
}

function corrupt(where: string): AlongsideError {
  return new AlongsideError(
    'snapshot-corrupt',
    `The snapshot part ${where} is damaged. Run "alongside embed --full" to write it anew.`,
    { where },
  );
}

function parseJson<T>(schema: { parse: (value: unknown) => T }, text: string, where: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw corrupt(where);
  }
}
