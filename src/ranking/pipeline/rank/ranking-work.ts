import type { RankingInputs } from '../../candidates/index.js';
import type { ProductLists } from '../../types.js';

/** What products are ranked by. */
export interface Rankable {
  readonly inputs: RankingInputs;
  /** [products, dimension], unit rows. */
  readonly embeddings: Float32Array;
  readonly dimension: number;
}

export interface RankOptions {
  /** Default one a core; lists do not depend on it. */
  readonly threads?: number;
  /** Whether each product is given its list of cold-start products too. */
  readonly coldProducts?: boolean;
  /** Candidates of each list, from the best on, whose scores' parts are told with it; 0 if left out. */
  readonly explained?: number;
}

/** What a ranking thread starts with; its arrays lie in shared memory. */
export interface RankingWork extends Rankable {
  readonly coldProducts: boolean;
  readonly explained: number;
}

/** The lists of a block of products. */
export type RankedBlock = readonly ProductLists[];

/** The message after which a thread ends. */
export const END = 'end';
