import { AlongsideError } from '../../core/index.js';
import { purchaseBaskets } from '../../ranking/exposure/index.js';
import type { Split } from '../splits/index.js';
import {
  bootstrapMeans,
  coldQueries,
  compareSystems,
  groupSums,
  interval95,
  type Comparison,
} from '../statistics/index.js';
import type { Evaluation, MethodAnswer, MethodResult } from './evaluation.js';
import { scoreAnswer, type ScoredAnswer } from './score-answer.js';

export interface EvaluationSettings {
  readonly shop: string;
  readonly part: 'test' | 'validation';
  /** Of the split; draws the resampling too. */
  readonly seed: number;
  /** Places of a list that count. */
  readonly cutoff: number;
}

const METRICS = ['ndcg', 'debiasedNdcg'] as const;
const DRAWS = { bootstrap: 1000, signFlips: 5000 };

/**
 * Scores methods on a split, gives each its interval, and compares each with the reference: the engine if it is among
 * them, else the method with the best NDCG.
 *
 * @throws AlongsideError `no-methods`, `no-queries`
 */
export function evaluateAnswers(
  split: Split,
  answers: readonly MethodAnswer[],
  { shop, part, seed, cutoff }: EvaluationSettings,
): Evaluation {
  if (split.queries.length === 0) throw noQueries(split);
  const baskets = purchaseBaskets(split.training.interactions, split.categoryGroupOf.length);
  const scored = answers.map((answer) => scoreAnswer(split, baskets, answer, cutoff));
  scored.sort((a, b) => b.result.metrics.ndcg - a.result.metrics.ndcg);
  const reference = scored.find(({ result }) => result.kind === 'engine') ?? scored.at(0);
  if (reference === undefined) throw new AlongsideError('no-methods', 'Name at least one method to evaluate.');
  return {
    shop,
    protocol: split.protocol,
    part,
    newProducts: split.isNew.includes(1),
    seed,
    cutoff,
    queries: split.queries.length,
    eligibleQueries: split.eligibleQueries,
    groups: split.groups,
    truth: split.queries.reduce((sum, { truth }) => sum + truth.length, 0),
    coldQueries: coldQueries(split).reduce((sum, each) => sum + each, 0),
    trainingEvents: split.training.interactions.product.length,
    products: split.categoryGroupOf.length,
    candidates: split.candidates.reduce((sum, each) => sum + each, 0),
    reference: reference.result.name,
    methods: withIntervals(split, scored, reference, seed),
  };
}

function withIntervals(
  split: Split,
  scored: readonly ScoredAnswer[],
  reference: ScoredAnswer,
  seed: number,
): MethodResult[] {
  const sums = scored.flatMap(({ values }) => METRICS.map((metric) => groupSums(split, values[metric])));
  const intervals = bootstrapMeans(sums, split.groups, { draws: DRAWS.bootstrap, seed }).map(interval95);
  return scored.map((method, m): MethodResult => {
    const compare = (metric: (typeof METRICS)[number]): Comparison =>
      compareSystems(split, method.values[metric], reference.values[metric], { draws: DRAWS.signFlips, seed });
    return {
      ...method.result,
      intervals: { ndcg: intervals[2 * m], debiasedNdcg: intervals[2 * m + 1] },
      reference: method === reference ? undefined : { ndcg: compare('ndcg'), debiasedNdcg: compare('debiasedNdcg') },
    };
  });
}

function noQueries({ protocol }: Split): AlongsideError {
  return new AlongsideError(
    'no-queries',
    `The protocol "${protocol}" finds no question with an answer in this shop: it needs more events, or products of ` +
      'several categories in one basket. Try another --protocol or a coarser --level.',
    { protocol },
  );
}
