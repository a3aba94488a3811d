import { bestFirst } from '../../core/numerics/index.js';
import type { CandidateList } from '../types.js';

/**
 * A ready-made list in the order of a balance, 0 to 1: 0 is what buyers of the product also take, best sellers included, 1 what
 * belongs to it more than to anything else. Log scores are (1 - b) times those at 0 and b times those at 1; as shares, they
 * have the sum of the list's scores, so that they compare with those of other lists. Ties go by product number.
 *
 * Exposure is not bounded in it: its prices are made for the balance of the ready-made order.
 */
export function orderAtBalance(list: CandidateList, balance: number): CandidateList {
  const { products, zero, one } = list;
  if (products.length === 0) return list;
  const logs = Float64Array.from(zero, (log, i) => (1 - balance) * log + balance * one[i]);
  const highest = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const shares = logs.map((log) => Math.exp(log - highest));
  const sum = shares.reduce((a, b) => a + b, 0);
  const total = list.scores.reduce((a, b) => a + b, 0);
  const order = Int32Array.from(bestFirst(products.length, (a, b) => logs[b] - logs[a] || products[a] - products[b]));
  const taken = <Column extends Int32Array | Float32Array | Uint8Array>(column: Column): Column =>
    column.map((_, place) => column[order[place]]) as Column;
  return {
    source: list.source,
    products: taken(products),
    categories: taken(list.categories),
    scores: Float32Array.from(order, (place) => (total * shares[place]) / sum),
    zero: taken(zero),
    one: taken(one),
    probabilities: taken(list.probabilities),
    together: taken(list.together),
    people: taken(list.people),
    sessions: taken(list.sessions),
    sessionPeople: taken(list.sessionPeople),
    through: taken(list.through),
  };
}
