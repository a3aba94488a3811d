import type { RankingInputs } from '../../recommend/index.js';
import type { CandidateList } from '../../snapshots/index.js';

/** What products are ranked by. */
export interface Rankable {
  readonly inputs: RankingInputs;
  /** [products, dimension], unit rows. */
  readonly embeddings: Float32Array;
  readonly dimension: number;
}

/** What a ranking thread starts with; its arrays lie in shared memory. */
export type RankingWork = Rankable;

/** The lists of a block of products. */
export type RankedBlock = readonly (readonly [number, CandidateList])[];

/** The message after which a thread ends. */
export const END = 'end';
