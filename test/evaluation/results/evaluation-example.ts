import {
  evaluateAnswers,
  type Evaluation,
  type MethodAnswer,
  type MethodKind,
} from '../../../src/evaluation/results/index.js';
import { splitShop, type Split } from '../../../src/evaluation/splits/index.js';
import { shopOf } from '../random-shop.js';

/** Twenty users with three events each: `a`, then `b`, then the `c` of the same number; the last is held out. */
export const split: Split = exampleSplit();

function exampleSplit(): Split {
  const rows = Array.from({ length: 20 }, (_, i) =>
    ['a', 'b', 'c'].map((line, seq) => ({ user: `u${i}`, product: `${line}${i % 5}`, kind: 0, seq })),
  ).flat();
  // Someone else bought each `c` before, so that all are known.
  const known = [0, 1, 2, 3, 4].map((n) => ({ user: `v${n}`, product: `c${n}`, kind: 0, seq: 0 }));
  const shop = shopOf([...rows, ...known]);
  return splitShop(shop, { protocol: 'last', part: 'test', categoryGroupOf: shop.catalogue.products.categories });
}

/** A method that shows the `c` whose number is `shift` more than that of the query's `b`, and one that is not asked for. */
export function shifted(name: string, kind: MethodKind, shift: (query: number) => number): MethodAnswer {
  const { ids } = split.training.catalogue.products;
  const products = Int32Array.from(
    split.queries.flatMap(({ product }, q) => {
      const number = Number(ids[product].slice(1));
      return [ids.indexOf(`c${(number + shift(q)) % 5}`), ids.indexOf('a0')];
    }),
  );
  const probabilities = Float64Array.from(products, (_, at) => (at % 2 === 0 ? 0.6 : 0.1));
  return { name, kind, config: { shift: 'by query' }, seconds: 1, lists: { length: 2, products, probabilities } };
}

export const answers: readonly MethodAnswer[] = [
  shifted('half right', 'peer', (q) => q % 2),
  shifted('<always> right', 'engine', () => 0),
  shifted('always wrong', 'peer', () => 1),
  { ...shifted('without its graph', 'ablation', (q) => (q % 4 === 0 ? 1 : 0)), config: {} },
  ...[0, 0.5, 1].map((balance) => ({
    ...shifted(`balance ${balance}`, 'balance', (q) => (q % 10 < 4 * balance ? 1 : 0)),
    config: { balance },
  })),
];

export function evaluated(of: readonly MethodAnswer[] = answers): Evaluation {
  return evaluateAnswers(split, of, { shop: 'tents & <mats>', part: 'test', seed: 1, cutoff: 10 });
}
