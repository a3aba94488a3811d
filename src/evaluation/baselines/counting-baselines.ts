import { ageDecay } from './methods/age-decay.js';
import { categoryPopularityScorer, fitCategoryPopularity } from './methods/category-popularity.js';
import { coCountScorer } from './methods/co-count.js';
import { conditionalProbabilityScorer, fitConditionalProbability } from './methods/conditional-probability.js';
import { coOccurrence, weightHolding, type CoOccurrence } from './methods/co-occurrence.js';
import { fitLift, liftScorer } from './methods/lift.js';
import {
  fitPointwiseMutualInformation,
  pointwiseMutualInformationScorer,
} from './methods/pointwise-mutual-information.js';
import { fitPopularity, popularityScorer } from './methods/popularity.js';
import { rowsOf, tunedDecays, tunedRowKinds, type BaselineData, type RowKind } from './baseline-data.js';
import { combinations, defineBaseline } from './baseline.js';

/** Users' rows have no one age: only baskets decay. */
function decayedRows(data: BaselineData, kind: RowKind, decayDays: number): CoOccurrence {
  return kind === 'basket' && decayDays > 0
    ? coOccurrence(data.basketRows, ageDecay(data.basketAgeDays, decayDays))
    : coOccurrence(rowsOf(data, kind));
}

export const popularity = defineBaseline({
  name: 'popularity',
  grid: (data) => combinations({ decayDays: tunedDecays(data) }),
  learn: (data, options) => fitPopularity(data.basketRows, data.basketAgeDays, data.counts, options),
  scorer: popularityScorer,
});

export const categoryPopularity = defineBaseline({
  name: 'category popularity',
  grid: (data) => combinations({ rows: tunedRowKinds(data), power: [0.5, 1, 2] }),
  learn: (data, { rows, power }) => fitCategoryPopularity(rowsOf(data, rows), data.categoryOf, data.counts, power),
  scorer: categoryPopularityScorer,
});

export const coCount = defineBaseline({
  name: 'co-count',
  grid: (data) => combinations({ rows: tunedRowKinds(data), decayDays: tunedDecays(data) }),
  learn: (data, { rows, decayDays }) => decayedRows(data, rows, decayDays),
  scorer: coCountScorer,
});

export const conditionalProbability = defineBaseline({
  name: 'conditional probability, shrunk',
  grid: (data) =>
    combinations({
      rows: tunedRowKinds(data),
      strength: [10, 100, 300, 1000, 3000, 10_000],
      decayDays: tunedDecays(data),
    }),
  learn: (data, { rows, strength, decayDays }) =>
    fitConditionalProbability(
      decayedRows(data, rows, decayDays),
      decayDays > 0 ? weightHolding(data.basketRows, ageDecay(data.basketAgeDays, decayDays)) : data.counts,
      strength,
    ),
  scorer: conditionalProbabilityScorer,
});

export const lift = defineBaseline({
  name: 'lift, shrunk',
  grid: (data) => combinations({ rows: tunedRowKinds(data), power: [0.2, 0.4, 0.6, 0.8, 1], shrinkage: [0, 1, 5, 20] }),
  learn: (data, { rows, ...options }) => fitLift(coOccurrence(rowsOf(data, rows)), options),
  scorer: liftScorer,
});

export const pointwiseMutualInformation = defineBaseline({
  name: 'PMI, shrunk',
  grid: (data) => combinations({ rows: tunedRowKinds(data), shrinkage: [1, 5, 20, 100] }),
  learn: (data, { rows, shrinkage }) => fitPointwiseMutualInformation(coOccurrence(rowsOf(data, rows)), shrinkage),
  scorer: pointwiseMutualInformationScorer,
});
