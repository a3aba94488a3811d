import type { History, Shop } from '../../shop/index.js';
import type { Protocol } from './choices.js';

/** A question whose answer is known: "bought `product`, what else?" Products and users by number. */
export interface Query {
  readonly product: number;
  /** -1 where nobody in particular asks. */
  readonly user: number;
  /** The user's latest training products. */
  readonly history: History;
  /** What a bootstrap draws as a whole: the basket, the user or the product that the query comes from, in [0, groups). */
  readonly group: number;
  /** Products of other category groups, ascending, at least one. */
  readonly truth: readonly number[];
  /** Which products may be recommended: all candidates, or only the new ones. */
  readonly pool: 'all' | 'new';
}

/** A shop's training part, and questions about the rest. */
export interface Split {
  readonly protocol: Protocol;
  /** The same catalogue and users; test events are gone. All that a system under test may read. */
  readonly training: Shop;
  /** For each product the category that stands for it in "another category", -1 for none. */
  readonly categoryGroupOf: Int32Array;
  readonly queries: readonly Query[];
  readonly groups: number;
  /** Queries before the most that are kept. */
  readonly eligibleQueries: number;
  /** Training baskets that hold each product as a purchase, or as a cart where the shop has carts. */
  readonly counts: Int32Array;
  /** The same of the newest tenth of the training events; a tenth of the counts where there are no times. */
  readonly recentCounts: Float64Array;
  /** 1 for the products that truth is drawn from: those with training events (purchases, for baskets). */
  readonly known: Uint8Array;
  /** 1 for the products that may be recommended. */
  readonly candidates: Uint8Array;
  /** 1 for the products whose events were all taken away. */
  readonly isNew: Uint8Array;
}

/** Queries before they are numbered into groups. */
export interface Draft {
  readonly product: number;
  readonly user: number;
  /** Names the group: queries of one key are of one group. */
  readonly groupKey: string;
  readonly truth: readonly number[];
}

/** What a protocol makes of a shop. */
export interface Held {
  /** 1 for each event that stays in training. */
  readonly kept: Uint8Array;
  /** Given the training part, the queries, in the order in which they are kept. */
  readonly ask: (training: Shop) => { readonly known: Uint8Array; readonly drafts: readonly Draft[] };
}
