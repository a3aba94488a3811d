import type { CandidateList } from '../types.js';

/**
 * A ready-made list in the order of a balance, 0 to 1: 0 is what buyers of the product also take, best sellers included, 1 what
 * belongs to it more than to anything else.
 */
export type OrderAtBalance = (list: CandidateList, balance: number) => CandidateList;

/** Lists have one order so far as they say nothing of another: each stays as it is. */
export const orderAtBalance: OrderAtBalance = (list) => list;
