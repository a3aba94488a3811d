import type { Csr } from '../../core/numerics/index.js';
import type { BasketHolders, Evidence, PairCounts } from '../../learning/cooccurrence/index.js';
import type { ExposurePrices } from '../exposure/index.js';
import type { PriorContext } from './prior.js';
import type { RankingModel } from '../types.js';

/** Vectors of all products, row-major. */
export interface ProductVectors {
  readonly dimension: number;
  readonly values: Float32Array;
}

/** What signals are read from; a source that a shop lacks leaves its signal 0, which then tells nothing apart. */
export interface SignalSources {
  /** The network's embeddings, unit rows. */
  readonly affinity: ProductVectors;
  /** Unit rows of a matrix factorisation. */
  readonly factors?: ProductVectors;
  /** Two sides of a low-pass filter: the value of y for x is the product of x's row of `entering` and y's of `leaving`. */
  readonly lowPass?: { readonly entering: ProductVectors; readonly leaving: ProductVectors };
  /** Sparse rows of labels and words, of length 1. */
  readonly content?: Csr;
  /** Per pair of products, the log odds that the second comes after the first (see `pairDirections`). */
  readonly direction?: Csr;
  /** log(1 + weighted baskets of the last weeks). */
  readonly logRecent?: Float32Array;
}

/** What is read of the evidence. */
export interface RankedEvidence extends Pick<Evidence, 'pairs' | 'baskets' | 'basketTotal'>, PairCounts {
  /** What pairs are counted from that rows had no room for; without, such a pair counts as none. */
  readonly uncut?: {
    /** Pairs that a row has at most: a shorter one lacks none. */
    readonly keep: number;
    readonly holders: BasketHolders;
  };
}

export interface RankingInputs {
  readonly evidence: RankedEvidence;
  /** The item graph that the network propagated over, for the paths of candidates without common basket. */
  readonly graph: Csr;
  readonly context: PriorContext;
  readonly model: RankingModel;
  /** What the second stage reads; without, the first stage's order stands. */
  readonly sources?: SignalSources;
  /** Where products that were seen with no other take their place; without, they have nothing but category and brand. */
  readonly coldProducts?: ColdProductNeighbours;
  /** Per category, the categories that a merchant set beside it, with weights 0 to 1. */
  readonly relations: readonly (readonly MerchantRelation[])[];
  /** What bounds how often products are shown; without, nothing does. */
  readonly prices?: ExposurePrices;
  /** Candidates kept per list. */
  readonly candidates: number;
  /** Rows beside the products', which are asked for and never candidates; none if left out. */
  readonly askingRows?: AskingRows;
}

/**
 * Rows, past the products', of products as they are now, among candidates as they were: each is ranked by its own row's
 * evidence and vectors.
 */
export interface AskingRows {
  /** Products that may be candidates; of these and all rows arrays by product have an entry. */
  readonly products: number;
  /** [rows] the product that each row is, which its list leaves out; a product's is itself. */
  readonly standsFor: Int32Array;
  /** [rows] the row whose counts and paths are told with the list. */
  readonly toldAs: Int32Array;
}

/** Products that nobody bought yet, and whom they borrow from. */
export interface ColdProductNeighbours {
  /** [products, products]: per cold-start product the products nearest in content, weights summing to 1; empty rows for all others. */
  readonly neighbours: Csr;
  /** Cold-start products that may be asked for, ascending. */
  readonly products: Int32Array;
  /** As in the prior's context, the neighbours' mean for a cold-start product. */
  readonly logPopularity: Float32Array;
  readonly logDemand: Float32Array;
}

export interface MerchantRelation {
  readonly related: number;
  readonly weight: number;
}

/** Whether the evidence of `product` is that of the products nearest to it in content. */
export function borrows({ coldProducts }: Pick<RankingInputs, 'coldProducts'>, product: number): boolean {
  if (coldProducts === undefined) return false;
  const { offsets } = coldProducts.neighbours;
  return offsets[product + 1] > offsets[product];
}
