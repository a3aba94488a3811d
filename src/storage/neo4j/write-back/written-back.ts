/** What is written back of one product: the numbers of a list's items in the order of their ranks. */
export interface WrittenList {
  readonly productId: string;
  readonly items: readonly WrittenItem[];
}

export interface WrittenItem {
  readonly productId: string;
  readonly score: number;
  /** What put it here: the product's own evidence, its category's, nearness, that it is popular, or the shop. */
  readonly source: string;
  /** Orders in which both were bought. */
  readonly support: number;
  /** Visits beside these that hold both. */
  readonly sessions: number;
  /** Id of the third product that links both; null where there is none. */
  readonly through: string | null;
}

/** What baskets say of one category. */
export interface WrittenRelations {
  readonly categoryId: string;
  readonly relations: readonly {
    readonly relatedId: string;
    readonly weight: number;
    readonly support: number;
    readonly confidence: number;
    readonly low: number;
    readonly high: number;
  }[];
}

export interface WrittenEmbedding {
  readonly productId: string;
  readonly vector: readonly number[];
}

/** What a snapshot's record in the graph says of it. */
export interface SnapshotRecord {
  readonly snapshot: string;
  readonly model: string;
  readonly layer: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly products: number;
  /** Most items of a list. */
  readonly top: number;
  /** Which of the shop's rules the lists follow; null where none were ever set. */
  readonly rulesVersion: string | null;
  /** Names what of them holds. Lists that follow another state are written anew. */
  readonly rulesState: string;
}

/** How far a snapshot's write-back is. */
export interface WriteBackState {
  /** Products, in the order of the snapshot, whose lists are there. */
  readonly lists: number;
  readonly embeddings: number;
  /** Whether readers of the graph read it. */
  readonly live: boolean;
}
