import type { ScoreParts, SecondStage } from '../types.js';
import { debiasedWeights } from './second-stage.js';
import { SIGNALS, type Signal } from './signal-names.js';

/**
 * What scores are made of, over the signals that the ranking weighs:
 * log score = Σ_f weight_f · value_f − δ · ((1 - ρ) · popularity + ρ · recent) + normaliser.
 * Without a second stage that is the first stage's log probability alone.
 */
export interface ScoreFormula {
  /** Where popularity is taken out, `popularity` or `recent` or both are among them. */
  readonly signals: readonly { readonly signal: Signal; readonly weight: number }[];
  /** δ */
  readonly debias: number;
  /** ρ */
  readonly recentShare: number;
}

/** The formula of a ranking with this second stage, or with none; signals that say nothing in it are left out. */
export function scoreFormula(secondStage: SecondStage | undefined): ScoreFormula {
  if (secondStage === undefined) return { signals: [{ signal: 'posterior', weight: 1 }], debias: 0, recentShare: 0 };
  const { weights, debias, recentShare } = secondStage;
  const debiased = debiasedWeights(secondStage);
  return {
    signals: SIGNALS.map((signal, f) => ({ signal, weight: weights[f] })).filter(
      ({ weight }, f) => weight !== 0 || debiased[f] !== 0,
    ),
    debias,
    recentShare,
  };
}

/**
 * The values of the formula's signals for the best candidates of a list.
 *
 * @param rows [candidates × SIGNALS]
 * @param order places of the candidates, best first
 * @param bestScore of the first of them, above 0
 * @param most candidates that are explained
 */
export function explainScores(
  formula: ScoreFormula,
  rows: Float64Array,
  order: Int32Array,
  bestScore: number,
  most: number,
): ScoreParts {
  const columns = formula.signals.map(({ signal }) => SIGNALS.indexOf(signal));
  const explained = order.subarray(0, most);
  const values = new Float32Array(explained.length * columns.length);
  let at = 0;
  for (const place of explained) for (const f of columns) values[at++] = rows[place * SIGNALS.length + f];
  return { values, normaliser: order.length === 0 ? 0 : Math.log(bestScore) - logScore(formula, rows, order[0]) };
}

/** The log score of one candidate, but for the normaliser. */
function logScore(formula: ScoreFormula, rows: Float64Array, place: number): number {
  const valueOf = (signal: Signal): number => rows[place * SIGNALS.length + SIGNALS.indexOf(signal)];
  const weighed = formula.signals.reduce((sum, { signal, weight }) => sum + weight * valueOf(signal), 0);
  return formula.debias === 0 ? weighed : weighed - formula.debias * takenOut(formula, valueOf);
}

/** The popularity that is taken out of a score. */
function takenOut({ recentShare }: ScoreFormula, valueOf: (signal: Signal) => number): number {
  return (
    (recentShare === 1 ? 0 : (1 - recentShare) * valueOf('popularity')) +
    (recentShare === 0 ? 0 : recentShare * valueOf('recent'))
  );
}

/** One summand of a log score. */
export interface ScorePart {
  readonly part: Signal | 'debias' | 'normaliser' | 'together' | 'customers' | 'category';
  /** null where the part has none of its own, or where it would tell what only a few people did. */
  readonly value: number | null;
  readonly weight: number | null;
  readonly contribution: number;
}

/**
 * The parts of the score of the candidate at `place`, which add up to its logarithm (within float32's rounding of the
 * values); undefined where the list's parts end before it.
 */
export function partsAt(
  formula: ScoreFormula,
  { values, normaliser }: ScoreParts,
  place: number,
): ScorePart[] | undefined {
  const width = formula.signals.length;
  if ((place + 1) * width > values.length) return undefined;
  const parts: ScorePart[] = formula.signals.map(({ signal, weight }, i) => {
    const value = values[place * width + i];
    return { part: signal, value, weight, contribution: weight * value };
  });
  if (formula.debias !== 0) {
    const value = takenOut(formula, (signal) => parts.find(({ part }) => part === signal)?.value ?? 0);
    parts.push({ part: 'debias', value, weight: -formula.debias, contribution: -formula.debias * value });
  }
  return [...parts, { part: 'normaliser', value: null, weight: null, contribution: normaliser }];
}

/** Parts from which the number of baskets that hold both, or that hold the candidate, could be had. */
const OF_THE_PAIR: readonly ScorePart['part'][] = ['posterior', 'evidence', 'seen', 'direction'];
const OF_THE_PRODUCT: readonly ScorePart['part'][] = ['popularity', 'recent', 'debias'];

/** What of a score's parts only a few people stand behind. */
export interface FewPeople {
  /** What the two products have in common. */
  readonly pair: boolean;
  /** The candidate's baskets of late. */
  readonly recent: boolean;
  /** All of the candidate's baskets, so those of the pair and those of late too. */
  readonly product: boolean;
}

/**
 * Parts with those put together that would tell what a few people did: `together` for the pair's, `popularity` for the
 * product's, `customers` for both. Each stands for so many numbers that none can be had from it; all still add up.
 */
export function withholdFew(parts: readonly ScorePart[], { pair, recent, product }: FewPeople): readonly ScorePart[] {
  if (product) return putTogether(parts, [...OF_THE_PAIR, ...OF_THE_PRODUCT], 'customers');
  const rest = recent ? putTogether(parts, OF_THE_PRODUCT, 'popularity') : parts;
  return pair ? putTogether(rest, OF_THE_PAIR, 'together') : rest;
}

function putTogether(
  parts: readonly ScorePart[],
  names: readonly ScorePart['part'][],
  part: ScorePart['part'],
): readonly ScorePart[] {
  const put = parts.filter((each) => names.includes(each.part));
  if (put.length === 0) return parts;
  const contribution = put.reduce((sum, each) => sum + each.contribution, 0);
  return [{ part, value: null, weight: null, contribution }, ...parts.filter((each) => !names.includes(each.part))];
}

/** What people call the parts. */
export const PART_NAMES: Readonly<Record<ScorePart['part'], string>> = {
  posterior: 'first stage: evidence and prior',
  evidence: 'bought together',
  seen: 'seen together at all',
  affinity: 'network',
  factors: 'tastes of customers',
  smooth: 'bought by like customers',
  content: 'same labels and words',
  categoryLift: 'categories that go together',
  brand: 'same brand',
  rareBrand: 'same rare brand',
  direction: 'taken after it, not before',
  popularity: 'popularity',
  recent: 'popularity of late',
  debias: 'popularity taken out',
  normaliser: 'share among the candidates',
  together: 'bought together',
  customers: 'what customers did',
  category: 'what goes with its category',
};
