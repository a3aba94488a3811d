import type { Redis } from 'ioredis';
import { z } from 'zod';
import { AlongsideError } from '../../core/index.js';
import { decodeCandidates } from './candidate-codec.js';
import { decodeParts } from './parts-codec.js';
import { decodeHistory } from './history-codec.js';
import type { UserModel } from '../../learning/sequence/index.js';
import type { History } from '../../shop/index.js';
import { decodeUserModel } from './user-model-codec.js';
import { EMBEDDING_BLOCK, snapshotKeys } from './keys.js';
import { decodeSources } from './source-codec.js';
import { decodeShared } from './shared-codec.js';
import {
  learnedRelationSchema,
  type CandidateList,
  type LearnedRelation,
  type ScoreParts,
  type SourceList,
} from '../../ranking/types.js';
import {
  productCardSchema,
  snapshotManifestSchema,
  type ProductCard,
  type SharedParts,
  type Snapshot,
  type SnapshotId,
  type SnapshotManifest,
} from './snapshot.js';

/** A snapshot in Redis: every call reads what it asks for. */
export class SnapshotReader implements Snapshot {
  private constructor(
    private readonly redis: Redis,
    readonly manifest: SnapshotManifest,
    readonly shared: SharedParts,
  ) {}

  /** Opens a snapshot that has a manifest, so is whole. Throws `snapshot-missing` or `snapshot-corrupt`. */
  static async open(redis: Redis, id: SnapshotId): Promise<SnapshotReader> {
    const keys = snapshotKeys(id);
    const text = await redis.get(keys.manifest);
    if (text === null) throw missing(id);
    const manifest = parseJson(snapshotManifestSchema, text, keys.manifest);
    try {
      const shared = await decodeShared((field) => redis.hgetBuffer(keys.shared, field), keys.shared);
      return new SnapshotReader(redis, manifest, shared);
    } catch (error) {
      // Shared parts that expired while they were read look like damage.
      if ((await redis.exists(keys.manifest, keys.shared)) < 2) throw missing(id);
      throw error;
    }
  }

  async assertWhole(): Promise<void> {
    const { id } = this.manifest;
    if ((await this.redis.exists(snapshotKeys(id).manifest)) === 0) throw missing(id);
  }

  async numbers(ids: readonly string[]): Promise<(number | undefined)[]> {
    if (ids.length === 0) return [];
    const found = await this.redis.hmget(snapshotKeys(this.manifest.id).numbers, ...ids);
    return found.map((text) => (text === null ? undefined : Number(text)));
  }

  async lists(products: readonly number[]): Promise<(CandidateList | undefined)[]> {
    return this.candidates(snapshotKeys(this.manifest.id).lists, products);
  }

  async categoryLists(categories: readonly number[]): Promise<(CandidateList | undefined)[]> {
    return this.candidates(snapshotKeys(this.manifest.id).categoryLists, categories);
  }

  async coldProducts(products: readonly number[]): Promise<(CandidateList | undefined)[]> {
    return this.candidates(snapshotKeys(this.manifest.id).coldProducts, products);
  }

  async categoryColdProducts(categories: readonly number[]): Promise<(CandidateList | undefined)[]> {
    return this.candidates(snapshotKeys(this.manifest.id).categoryColdProducts, categories);
  }

  /** What the scores of each product's list are made of; undefined where the snapshot does not say. */
  async parts(products: readonly number[]): Promise<(ScoreParts | undefined)[]> {
    return this.scoreParts(snapshotKeys(this.manifest.id).parts, products);
  }

  /** The same of the lists of cold-start products. */
  async coldProductParts(products: readonly number[]): Promise<(ScoreParts | undefined)[]> {
    return this.scoreParts(snapshotKeys(this.manifest.id).coldProductParts, products);
  }

  /** The products on whose lists each product stands; undefined for one that stands on none. */
  async sources(products: readonly number[]): Promise<(SourceList | undefined)[]> {
    return this.sourceLists(snapshotKeys(this.manifest.id).sources, products);
  }

  /** The products on whose lists of cold-start products each product stands. */
  async coldProductSources(products: readonly number[]): Promise<(SourceList | undefined)[]> {
    return this.sourceLists(snapshotKeys(this.manifest.id).coldProductSources, products);
  }

  async cards(products: readonly number[]): Promise<ProductCard[]> {
    if (products.length === 0) return [];
    const key = snapshotKeys(this.manifest.id).cards;
    const found = await this.redis.hmget(key, ...products.map(String));
    return found.map((text, i) => parseJson(productCardSchema, text ?? 'null', `${key} ${products[i]}`));
  }

  async histories(users: readonly string[]): Promise<(History | undefined)[]> {
    if (users.length === 0) return [];
    const key = snapshotKeys(this.manifest.id).users;
    const found = await this.redis.hmgetBuffer(key, ...users);
    return found.map((bytes) => (bytes === null ? undefined : decodeHistory(bytes, this.manifest.products, key)));
  }

  async userModel(): Promise<UserModel | undefined> {
    if (this.manifest.userModel === undefined) return undefined;
    const key = snapshotKeys(this.manifest.id).userModel;
    return decodeUserModel(await this.redis.hgetallBuffer(key), key);
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

  private async scoreParts(key: string, fields: readonly number[]): Promise<(ScoreParts | undefined)[]> {
    if (fields.length === 0) return [];
    const width = this.manifest.explained.signals.length;
    const found = await this.redis.hmgetBuffer(key, ...fields.map(String));
    return found.map((bytes, i) => (bytes === null ? undefined : decodeParts(bytes, width, `${key} ${fields[i]}`)));
  }

  private async sourceLists(key: string, fields: readonly number[]): Promise<(SourceList | undefined)[]> {
    if (fields.length === 0) return [];
    const found = await this.redis.hmgetBuffer(key, ...fields.map(String));
    return found.map((bytes, i) => (bytes === null ? undefined : decodeSources(bytes, `${key} ${fields[i]}`)));
  }

  private async candidates(key: string, fields: readonly number[]): Promise<(CandidateList | undefined)[]> {
    if (fields.length === 0) return [];
    const found = await this.redis.hmgetBuffer(key, ...fields.map(String));
    return found.map((bytes, i) => (bytes === null ? undefined : decodeCandidates(bytes, `${key} ${fields[i]}`)));
  }
}

function missing(id: SnapshotId): AlongsideError {
  return new AlongsideError(
    'snapshot-missing',
    `The snapshot ${id} is no longer in Redis. Run "alongside embed --full".`,
    { snapshot: id },
  );
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
