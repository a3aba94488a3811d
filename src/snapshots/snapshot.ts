import { z } from 'zod';

/** Names a snapshot: a hash of the model, the graph's watermark and the ranking, so equal inputs give equal names. */
export type SnapshotId = string;

/** The number of the way in which snapshots are written; a reader refuses any other. */
export const SNAPSHOT_FORMAT = 3;

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
  /** Products with a list of newcomers of their own. */
  newcomers: z.int().nonnegative(),
  categoryNewcomers: z.int().nonnegative(),
  candidatesPerList: z.int().positive(),
  /** Categories that baskets relate to others. */
  learnedRelations: z.int().nonnegative(),
  /** What customers' histories are good for. */
  history: z.object({ merged: z.boolean(), hidden: z.boolean() }),
  /** Customers whose latest products are kept. */
  users: z.int().nonnegative(),
  /** Where "another category" begins: `leaf`, or a depth of the tree. */
  level: z.union([z.literal('leaf'), z.int().nonnegative()]),
  /** What one basket is in this shop, for the words of a reason. */
  unit: z.enum(['order', 'session', 'day', 'customer']),
  basketTotal: z.int().nonnegative(),
  /** The fitted ranking, as `fitRanking` gives it; for whoever asks why a list is as it is. */
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
  /** The most bought products of each category, over all categories by falling count. */
  readonly popular: Int32Array;
  /** Category pairs that a merchant set beside each other, subtrees spread out: [category, related, category, related, …]. */
  readonly relations: Int32Array;
  /** Products without any event, ascending. */
  readonly eventless: Int32Array;
}

/** Ready-made candidates of one product (or category), best first; one entry a candidate in each array. */
export interface CandidateList {
  /** Whether the product's own evidence and network made the list, or only its category and brand. */
  readonly source: 'graph' | 'category';
  readonly products: Int32Array;
  readonly categories: Int32Array;
  readonly scores: Float32Array;
  /** Counted baskets that hold both; 0 where none does. */
  readonly together: Int32Array;
  /**
   * The third product over which a candidate without common basket was reached, -1 where there is none. For source
   * `category` one that lent its evidence: it is like the product, or like the candidate where that has no event.
   */
  readonly through: Int32Array;
}

/** The ready-made lists of one product. */
export interface ProductLists {
  readonly product: number;
  readonly list: CandidateList;
  /** Products without any event that go with it; absent where a shop has none, or too many of them. */
  readonly newcomers?: CandidateList;
}

/** "Who buys from this category buys from `related` more than by chance", as customers' baskets say. */
export const learnedRelationSchema = z.object({
  /** Category number. */
  related: z.int().nonnegative(),
  /** The shrunk log lift of the pair that every list of the category was scored with. */
  weight: z.number().positive(),
  /** Counted baskets that hold products of both. */
  support: z.int().positive(),
  /** P(related | category): the share of the category's baskets that hold the related one too; differs by direction. */
  confidence: z.number().min(0).max(1),
  /** 95 % interval of `confidence`. */
  low: z.number().min(0).max(1),
  high: z.number().min(0).max(1),
});
export type LearnedRelation = z.infer<typeof learnedRelationSchema>;

/** Everything a snapshot holds, streamed so that it is never in memory at once. */
export interface SnapshotContent {
  readonly manifest: SnapshotManifest;
  readonly shared: SharedParts;
  readonly cards: Iterable<ProductCard>;
  readonly lists: AsyncIterable<ProductLists> | Iterable<ProductLists>;
  readonly categoryLists: Iterable<readonly [number, CandidateList]>;
  /** Per category in use, and -1 for none, the newcomers for a product of it that has no list of them. */
  readonly categoryNewcomers: Iterable<readonly [number, CandidateList]>;
  /** Per category that baskets relate to others, its number and the relations, heaviest first. */
  readonly learnedRelations: Iterable<readonly [number, readonly LearnedRelation[]]>;
  /** [products × dimension], unit rows. */
  readonly embeddings: Float32Array;
  /** Ids of customers, each with the numbers of the latest products, newest first. */
  readonly histories: Iterable<readonly [string, readonly number[]]>;
}
