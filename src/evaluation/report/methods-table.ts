import type { Metric } from '../metrics/index.js';
import type { Evaluation, MethodResult } from '../results/index.js';
import type { Markup } from './markup.js';
import { pValue, percent, quality, signed } from './number-format.js';
import { table, type Column } from './table.js';

const METRIC_COLUMNS: readonly (readonly [Metric, string, string, (value: number) => string])[] = [
  ['debiasedNdcg', 'debiased', 'NDCG where each true product weighs (purchases + 1)^-½', quality],
  [
    'debiasedNdcgRecent',
    'debiased, of late',
    'the same with ten times the purchases in the newest tenth of the events: best sellers of a season weigh little',
    quality,
  ],
  ['hitRate', 'hit rate', 'share of the lists with any true product', quality],
  ['recall', 'recall', 'share of the truth that the list holds', quality],
  ['precision', 'precision', 'share of the places that hold a true product', quality],
  ['f1', 'F1', 'harmonic mean of precision and recall', quality],
  ['reciprocalRank', 'MRR', 'mean reciprocal rank of the first true product', quality],
  ['averagePrecision', 'MAP', 'mean average precision', quality],
  [
    'rocAuc',
    'AUC',
    'chance that a true product stands before another; all candidates that are not listed are tied',
    quality,
  ],
  ['tailRecall', 'tail recall', 'recall of truth outside the most bought fifth of the candidates', quality],
  ['coverage', 'coverage', 'share of the candidates that any list shows', percent],
  ['exposureGini', 'Gini', 'inequality of exposure: 0 all alike, 1 one product only', (value) => value.toFixed(3)],
  ['maxExposure', 'on most lists', 'share of the lists that hold the product which stands on most of them', percent],
  ['trafficExposure', 'by traffic', 'the same with each list weighed by how often it is asked for', percent],
  ['maxFirst', 'first most', 'largest share of the lists that begin with the same product', percent],
  [
    'firstIsBestseller',
    'best seller first',
    'share of the lists that begin with one of the best sellers: 1 % of the products, two to ten',
    percent,
  ],
  [
    'firstIsRecent',
    'recent seller first',
    'the same with the best sellers of the newest tenth of the baskets',
    percent,
  ],
  ['topDecile', 'top tenth', 'share of the places that the most bought tenth of the products has', percent],
  [
    'belowChance',
    'below chance',
    'share of the places whose pair was bought together significantly less than by chance: upper 95 % bound of the lift under 1',
    percent,
  ],
  [
    'notAbove',
    'not above',
    'share of the places whose pair has a lift of 1 or less, both bought 20 times at least',
    percent,
  ],
  ['categoryDiversity', 'diversity', 'categories of a list over its places', (value) => value.toFixed(3)],
  ['novelty', 'novelty', "mean self-information of a list's products, bits", (value) => value.toFixed(2)],
  ['violations', 'violating', "lists with a product of the query's category, a repeat or no candidate", percent],
];

/** Every method with every metric; the columns after NDCG compare each with the reference. */
export function methodsTable({ methods, reference }: Evaluation, head: string): Markup {
  const columns: Column<MethodResult>[] = [
    { head: 'NDCG', meaning: 'normalised discounted cumulative gain', cell: ({ metrics }) => quality(metrics.ndcg) },
    {
      head: '95 %',
      meaning: 'bootstrap interval of NDCG over whole groups of queries',
      cell: ({ intervals: { ndcg } }) => `${quality(ndcg.low)}–${quality(ndcg.high)}`,
    },
    {
      head: 'difference',
      meaning: `NDCG of ${reference} less this`,
      cell: (method) => (method.reference === undefined ? '' : signed(method.reference.ndcg.difference)),
    },
    {
      head: 'p',
      meaning: 'chance of so large a difference if both were alike (sign flips of whole groups)',
      cell: (method) => (method.reference === undefined ? '' : pValue(method.reference.ndcg.p)),
    },
    ...METRIC_COLUMNS.map(([metric, name, meaning, format]) => ({
      head: name,
      meaning,
      cell: ({ metrics }: MethodResult) => format(metrics[metric]),
    })),
    { head: 'cold', meaning: 'NDCG of products bought three times at most', cell: ({ cold }) => quality(cold.ndcg) },
    { head: 'time', meaning: 'to tune, fit and answer', cell: ({ seconds }) => `${seconds.toFixed(1)} s` },
    { head: 'settings', cell: ({ config }) => settings(config) },
  ];
  return table(
    head,
    ({ name }) => name,
    columns,
    methods,
    ({ name }) => name === reference,
  );
}

function settings(config: MethodResult['config']): string {
  return Object.entries(config)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
