import type { ItemSource, ToldCount } from '../recommend/index.js';

/** One list, as the API and the command line give it. */
export interface AnsweredList {
  /** The same for the same request on the same snapshot. */
  readonly recommendationId: string;
  readonly model: string;
  readonly snapshot: string;
  /** How the list begins: from the products' own graph, their categories, or what is popular. */
  readonly source: ItemSource;
  /** Products of the question that the snapshot does not know. */
  readonly unknown: readonly string[];
  readonly items: readonly AnsweredItem[];
}

export interface AnsweredItem {
  readonly productId: string;
  readonly title: string;
  readonly categoryId: string;
  readonly score: number;
  readonly rank: number;
  readonly reason: string;
  readonly evidence: ReasonEvidence;
}

/** The reason in values. */
export interface ReasonEvidence {
  readonly source: ItemSource;
  /** The product of the question that the item goes with. */
  readonly productId: string | null;
  /** Baskets that hold both; `few` where too few people stand behind them to be told. */
  readonly together: ToldCount;
  /** How many times more that is than by chance; 0 without a common basket, null where `together` is `few`. */
  readonly lift: number | null;
  /** The third product on the path, where no basket holds both; for source `category` one like the item or like `productId`. */
  readonly through: string | null;
}
