import { bestFirst } from './best-first.js';
import type { Candidate } from './candidate.js';
import type { WeightedList } from './merge-candidates.js';

/** What a candidate counts in a list that lacks it: this share of the list's last score. */
const ABSENT = 0.1;

/**
 * Merges the lists of products that lie in one basket, best first, ties by product number (so by id).
 *
 * The score is the geometric mean of a candidate's scores, a list that lacks it counting a tenth of its last score: the
 * evidence of all products together, as in a sum of log-odds, so that what goes with the whole basket stands before what
 * goes with one product of it very well. Of one list it is that list.
 */
export function* agreedCandidates(lists: readonly WeightedList[]): Generator<Candidate, void> {
  const slots = new Map<
    number,
    { readonly list: number; readonly place: number; readonly logs: number; readonly most: number }
  >();
  let absent = 0;
  lists.forEach(({ list: { products, scores } }, l) => {
    const floor = Math.log(ABSENT * Math.max(scores.at(-1) ?? 0, Number.MIN_VALUE / ABSENT));
    absent += floor;
    for (let place = 0; place < products.length; place++) {
      const gain = Math.max(0, Math.log(scores[place]) - floor);
      const before = slots.get(products[place]);
      const logs = (before?.logs ?? 0) + gain;
      const most = scores[place];
      if (before === undefined || most > before.most) slots.set(products[place], { list: l, place, logs, most });
      else slots.set(products[place], { ...before, logs });
    }
  });
  const products = Int32Array.from(slots.keys());
  const found = [...slots.values()];
  const scores = Float64Array.from(found, ({ logs }) => Math.exp((absent + logs) / lists.length));
  for (const slot of bestFirst(found.length, (a, b) => scores[b] - scores[a] || products[a] - products[b])) {
    const { product: because, list } = lists[found[slot].list];
    const { place } = found[slot];
    yield {
      product: products[slot],
      category: list.categories[place],
      score: scores[slot],
      because,
      together: list.together[place],
      people: list.people[place],
      through: list.through[place],
    };
  }
}
