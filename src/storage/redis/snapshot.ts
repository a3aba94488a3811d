import type { CandidateList, ScoreParts, SourceList, ProductLists, LearnedRelation } from '../../ranking/types.js';
import { z } from 'zod';
import type { UserModel } from '../../learning/sequence/index.js';
import { INTERACTION_KINDS, type History } from '../../shop/index.js';

/** Names a snapshot: a hash of the model, the graph's watermark and the ranking, so equal inputs give equal names. */
export type SnapshotId = string;

/** The number of the way in which snapshots are written; a reader refuses any other. */
export const SNAPSHOT_FORMAT = 4;

/** What a snapshot is; written last, so a snapshot with a manifest is whole. */
export const snapshotManifestSchema = z.object({
  format: z.literal(SNAPSHOT_FORMAT),
  id: z.string().min(1),
  /** The model's id, and what it was computed with. */
  model: z.object({
    id: z.string(),
    layer: z.string(),
    provider: z.string(),
    onnxruntimeVersion: z.string(),
  }),
  /** Hash of the exported graph. */
  watermark: z.string(),
  createdAt: z.iso.datetime(),
  products: z.int().nonnegative(),
  dimension: z.int().positive(),
  embeddingBlocks: z.int().nonnegative(),
  /** Products with a list of their own: all that have evidence or a category. */
  lists: z.int().nonnegative(),
  categoryLists: z.int().nonnegative(),
  /** Products with a list of cold-start products of their own. */
  coldProducts: z.int().nonnegative(),
  categoryColdProducts: z.int().nonnegative(),
  candidatesPerList: z.int().positive(),
  /** How scores are made, and of how many candidates of a product's lists the parts are kept (0: of none). */
  explained: z.object({
    most: z.int().nonnegative(),
    signals: z.array(z.object({ signal: z.string(), weight: z.number() })).min(1),
    debias: z.number(),
    recentShare: z.number(),
  }),
  /** Categories that baskets relate to others. */
  learnedRelations: z.int().nonnegative(),
  /** What customers' histories are good for. */
  history: z.object({
    merged: z.boolean(),
    hidden: z.boolean(),
    /** How much a product counts by the kind of event that the customer gave it, in the order of INTERACTION_KINDS. */
    kindWeights: z.array(z.number().positive().max(1)).length(INTERACTION_KINDS.length).readonly(),
  }),
  /** Fields of the model that places customers among the products; none where lists answer them. */
  userModel: z.int().positive().optional(),
  /** Customers whose latest products are kept. */
  users: z.int().nonnegative(),
  /** Where "another category" begins: `leaf`, or a depth of the tree. */
  level: z.union([z.literal('leaf'), z.int().nonnegative()]),
  /** What one basket is in this shop, for the words of a reason. */
  unit: z.enum(['order', 'session', 'day', 'customer']),
  basketTotal: z.int().nonnegative(),
  /** When the newest event happened: what "of late" is reckoned from. null where no event has a time. */
  newestEvent: z.iso.datetime().nullable(),
  /** The fitted ranking, as `fitFirstStage` gives it; for whoever asks why a list is as it is. */
  ranking: z.object({
    prior: z.object({
      affinity: z.number(),
      popularity: z.number(),
      categoryLift: z.number(),
      sameBrand: z.number(),
    }),
    kappa: z.number().positive(),
    gamma: z.number(),
  }),
});
export type SnapshotManifest = z.infer<typeof snapshotManifestSchema>;

/** What a list shows of a product. */
export const productCardSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** Number of its own category, -1 for none. */
  category: z.int(),
  price: z.number().nullable(),
  brand: z.string().nullable(),
  /** Counted baskets that hold it. */
  baskets: z.int().nonnegative(),
  /** People whose baskets these are. */
  buyers: z.int().nonnegative(),
});
export type ProductCard = z.infer<typeof productCardSchema>;

/** The parts that every request needs, small enough to be held by each process. */
export interface SharedParts {
  readonly categories: {
    readonly ids: readonly string[];
    readonly names: readonly string[];
    readonly parents: Int32Array;
  };
  /** [products] number of each product's own category, -1 for none. */
  readonly categoryOf: Int32Array;
  /** [products] counted baskets that hold each product. */
  readonly basketsOf: Int32Array;
  /**
   * Every product that has a category: first the most bought of each, over all categories by falling count, then all others
   * in the same order.
   */
  readonly popular: Int32Array;
  /** Category pairs that a merchant set beside each other, subtrees spread out: [category, related, category, related, …]. */
  readonly relations: Int32Array;
  /** Products without any event, ascending. */
  readonly eventless: Int32Array;
  /** Brands by number, in the order of their names. */
  readonly brands: readonly string[];
  /** [products] number of each product's brand, -1 for none. */
  readonly brandOf: Int32Array;
  /** [products] in the shop's currency, NaN where it gave none. */
  readonly prices: Float64Array;
  /** [products] pieces at hand, -1 where the shop does not say. */
  readonly stock: Int32Array;
  /** [products] profit as a share of the price, NaN where the shop does not say. */
  readonly margins: Float64Array;
}

/** One snapshot, opened for reading. Every call answers from this snapshot, whatever `live` does meanwhile. */
export interface Snapshot {
  readonly manifest: SnapshotManifest;
  readonly shared: SharedParts;
  /** Throws `snapshot-missing` where Redis no longer holds the snapshot, so that what was read of it may lack parts. */
  assertWhole(): Promise<void>;
  /** The number of each product, undefined for one that this snapshot does not know. */
  numbers(ids: readonly string[]): Promise<(number | undefined)[]>;
  /** The candidates of each product; undefined for one without a list of its own. */
  lists(products: readonly number[]): Promise<(CandidateList | undefined)[]>;
  /** What a product of each category is answered when it has no list of its own. */
  categoryLists(categories: readonly number[]): Promise<(CandidateList | undefined)[]>;
  /** The cold-start products that go with each product; undefined for one without a list of its own. */
  coldProducts(products: readonly number[]): Promise<(CandidateList | undefined)[]>;
  /** The cold-start products for a product of each category (-1: of none) that has no list of them. */
  categoryColdProducts(categories: readonly number[]): Promise<(CandidateList | undefined)[]>;
  /** What the scores of each product's list are made of; undefined where the snapshot does not say. */
  parts(products: readonly number[]): Promise<(ScoreParts | undefined)[]>;
  /** The same of the lists of cold-start products. */
  coldProductParts(products: readonly number[]): Promise<(ScoreParts | undefined)[]>;
  /** The products on whose lists each product stands; undefined for one that stands on none. */
  sources(products: readonly number[]): Promise<(SourceList | undefined)[]>;
  /** The products on whose lists of cold-start products each product stands. */
  coldProductSources(products: readonly number[]): Promise<(SourceList | undefined)[]>;
  cards(products: readonly number[]): Promise<ProductCard[]>;
  /** The latest products of each customer with their kinds, newest first; undefined for one that this snapshot does not know. */
  histories(users: readonly string[]): Promise<(History | undefined)[]>;
  /** What places customers among the products; undefined where the lists of their latest products answer them. */
  userModel(): Promise<UserModel | undefined>;
  /** All embeddings, [products × dimension]. */
  embeddings(): Promise<Float32Array>;
}

/** Everything a snapshot holds, streamed so that it is never in memory at once. */
export interface SnapshotContent {
  readonly manifest: SnapshotManifest;
  readonly shared: SharedParts;
  readonly cards: Iterable<ProductCard>;
  readonly lists: AsyncIterable<ProductLists> | Iterable<ProductLists>;
  /** `lists` the other way round, and their cold-start products; read when all of them were, and only then. */
  readonly sources: Iterable<readonly [number, SourceList]>;
  readonly coldProductSources: Iterable<readonly [number, SourceList]>;
  readonly categoryLists: Iterable<readonly [number, CandidateList]>;
  /** Per category in use, and -1 for none, the cold-start products for a product of it that has no list of them. */
  readonly categoryColdProducts: Iterable<readonly [number, CandidateList]>;
  /** Per category that baskets relate to others, its number and the relations, heaviest first. */
  readonly learnedRelations: Iterable<readonly [number, readonly LearnedRelation[]]>;
  /** [products × dimension], unit rows. */
  readonly embeddings: Float32Array;
  /** What places customers among the products; left out, the lists of their latest products answer them. */
  readonly userModel?: UserModel | undefined;
  /** Ids of customers, each with the latest products and their kinds, newest first. */
  readonly histories: Iterable<readonly [string, History]>;
}
