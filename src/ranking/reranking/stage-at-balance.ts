import type { BalancedStage, SecondStage } from '../types.js';

/** δ at balance 1. */
export const DEBIAS_AT_ONE = 0.6;

/** The second stage of a balance, 0 to 1. */
export function stageAtBalance(
  { zero, one, recentShare }: Pick<BalancedStage, 'zero' | 'one' | 'recentShare'>,
  balance: number,
): SecondStage {
  return {
    weights: zero.map((weight, f) => (1 - balance) * weight + balance * one[f]),
    debias: DEBIAS_AT_ONE * balance,
    recentShare,
  };
}
