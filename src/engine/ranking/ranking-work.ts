import type { RankingInputs } from '../../recommend/index.js';
import type { CandidateList } from '../../snapshots/index.js';

/** What a ranking thread starts with; its arrays lie in shared memory. */
export interface RankingWork {
  readonly inputs: RankingInputs;
  /** [N, dimension] in shared memory. */
  readonly embeddings: Float32Array;
  readonly dimension: number;
}

/** The lists of a block of products. */
export type RankedBlock = readonly (readonly [number, CandidateList])[];

/** The message after which a thread ends. */
export const END = 'end';
