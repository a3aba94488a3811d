import { boundedOrder, exposurePrices, type ExposurePrices } from '../exposure/index.js';
import { DEBIAS_AT_ONE, SIGNALS, rescore, stageAtBalance } from '../reranking/index.js';
import type { BalancedStage } from '../types.js';
import { fitSecondStage } from './fit-second-stage.js';
import { judgeLists, meanOf } from './judge-lists.js';
import { FEWEST, isBetter } from './paired-gain.js';
import type { CandidateTable, SecondStageQuery } from './second-stage-query.js';

/** How held-out questions are answered at one balance. */
export interface BalancePoint {
  readonly balance: number;
  /** Mean NDCG of the first ten places, and the same with a truth weighing less the more it is bought anyway. */
  readonly ndcg: number;
  readonly debiasedNdcg: number;
  /** Share of the questions with a right answer among the first ten. */
  readonly hitRate: number;
}

export interface ChosenBalance {
  readonly stage: BalancedStage;
  /** Left out where exposure is not bounded. */
  readonly maxExposure?: number;
  /** False where the first stage's order is at least as good. */
  readonly reordered: boolean;
  /** How the ready-made lists answer, each half of the questions by what was fitted to the other. */
  readonly chosen: BalancePoint;
  /** The trade-off on the held-out questions, exposure bounded as chosen. */
  readonly curve: readonly BalancePoint[];
  /** What each bound that was weighed leaves, the stricter first, and at last no bound. */
  readonly bounds: readonly BoundCost[];
}

/** How held-out questions are answered under a bound of exposure. */
export interface BoundCost extends Pick<BalancePoint, 'ndcg' | 'debiasedNdcg'> {
  /** Share of the lists that one product may stand on; null for no bound. */
  readonly maxExposure: number | null;
}

/** A product with a list, as exposure is counted. */
export interface ListedProduct {
  readonly table: CandidateTable;
  /** What its list counts where exposure is bounded (see `PricedList`); left out where it is only asked about. */
  readonly counts?: readonly number[];
}

export interface BalanceOptions {
  /** A given balance, which is then not chosen. */
  readonly balance?: number | undefined;
  /** A given bound, which is then not chosen; Infinity for none. */
  readonly maxExposure?: number | undefined;
  /** [products] what a right answer counts in the debiased measure. */
  readonly weight: Float64Array;
  /** Whether a basket is a customer's whole history instead of something bought at once. */
  readonly histories: boolean;
}

/** The balance of lists where no other is clearly better, those that are tried, and what a better one has to gain. */
const SHIPPED_BALANCE = 0.5;
const BALANCES = [0, 0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85];
const CLEARLY = 1.02;
/** How much of the second stage is tried at either end; at 1 no less than at 0. */
const SHARES = [0, 0.5, 1];
/** The bounds that are tried, the stricter first, and what share of the debiased NDCG without any bound one has to keep. */
const BOUNDS = [0.1, 0.2];
const WORTH_OF_BOUND = 0.95;
/** Shops of fewer products have no bound: ten places of so few lists hold all of them often. */
const FEWEST_BOUNDED = 500;

const POPULARITY = SIGNALS.indexOf('popularity');
const RECENT = SIGNALS.indexOf('recent');

/** The first stage's order alone. */
const FIRST_STAGE_ALONE: readonly number[] = SIGNALS.map((signal) => (signal === 'posterior' ? 1 : 0));

/**
 * Fits the second stage, and chooses where it serves: at balance 0, half or whole, where it answers better than the first
 * stage questions that it was not fitted to; at balance 1 likewise. Then the stricter bound of exposure where it costs at
 * most a twentieth of the debiased NDCG, and the balance of the ready-made lists by the geometric mean of plain and debiased
 * NDCG of lists so bounded.
 */
export function chooseBalance(
  queries: readonly SecondStageQuery[],
  listed: readonly ListedProduct[],
  { balance: given, maxExposure, weight, histories }: BalanceOptions,
): ChosenBalance | undefined {
  const fitted = fitSecondStage(queries);
  if (fitted === undefined) return undefined;
  const folds = foldsOf(queries);
  const nested = folds.map((_, fold) => fitSecondStage(folds[1 - fold]) ?? FIRST_STAGE_ALONE);
  const recentShare = shareOfRecent(fitted);
  const judge = new BalanceJudge(folds, listed, weight);
  /** The way with so much of the second stage at either end; by the other half's fit for the questions of a fold. */
  const wayOf = (zero: number, one: number): WayOfFold => ({
    zero,
    whole: wayBy(fitted, zero, one, recentShare),
    nested: nested.map((weights) => wayBy(weights, zero, one, recentShare)),
  });
  // Two products of a history may lie years apart, and a popular one stands there for reasons of its own: all signals are
  // needed to tell what belongs together, and what they give to popularity alone is taken out.
  const way = histories ? wayOf(1, 1) : judge.bestWay(wayOf);
  const balance = given ?? (histories ? balanceOfHistories(fitted) : undefined);
  const first = balance ?? SHIPPED_BALANCE;
  const { bound, point, costs } = chooseBound(boundsFor(weight.length, maxExposure), (each) =>
    judge.point(way, first, each),
  );
  const balances = balance === undefined ? BALANCES : [balance];
  const curve = balances.map((each) => (each === first ? point : judge.point(way, each, bound)));
  const chosen = chosenOn(curve, new Set(queries.map(({ basket }) => basket)).size);
  return {
    stage: { ...way.whole, balance: chosen.balance },
    chosen,
    ...(bound === Infinity ? {} : { maxExposure: bound }),
    reordered: way.zero > 0,
    curve,
    bounds: costs,
  };
}

/** How questions are answered under a bound; Infinity for none. */
interface BoundedPoint {
  readonly bound: number;
  readonly point: BalancePoint;
}

/** The strictest bound that keeps enough of what lists answer without any, else the loosest; and what each costs. */
function chooseBound(
  bounds: readonly number[],
  pointOf: (bound: number) => BalancePoint,
): BoundedPoint & { readonly costs: readonly BoundCost[] } {
  const tried = bounds.map((bound): BoundedPoint => ({ bound, point: pointOf(bound) }));
  const free = tried.find(({ bound }) => bound === Infinity) ?? { bound: Infinity, point: pointOf(Infinity) };
  const enough = WORTH_OF_BOUND * free.point.debiasedNdcg;
  const chosen = tried.find(({ point }) => point.debiasedNdcg >= enough) ?? tried[tried.length - 1];
  return { ...chosen, costs: costsOf(tried.includes(free) ? tried : [...tried, free]) };
}

/** Of the bounds that were tried and of none; of no bound alone there is nothing to tell. */
function costsOf(bounded: readonly BoundedPoint[]): BoundCost[] {
  if (bounded.length < 2) return [];
  return bounded.map(({ bound, point: { ndcg, debiasedNdcg } }) => ({
    maxExposure: bound === Infinity ? null : bound,
    ndcg,
    debiasedNdcg,
  }));
}

type Way = Pick<BalancedStage, 'zero' | 'one' | 'recentShare'>;

interface WayOfFold {
  /** How much of the second stage there is at balance 0. */
  readonly zero: number;
  readonly whole: Way;
  /** Of each fold, fitted to the other. */
  readonly nested: readonly Way[];
}

function wayBy(fitted: readonly number[], zero: number, one: number, recentShare: number): Way {
  const mixed = (share: number): number[] =>
    fitted.map((weight, f) => share * weight + (1 - share) * FIRST_STAGE_ALONE[f]);
  return { zero: mixed(zero), one: mixed(one), recentShare };
}

/** The bounds that are tried: a given one alone, of which 1 is none. */
function boundsFor(products: number, given: number | undefined): readonly number[] {
  if (given !== undefined) return [given >= 1 ? Infinity : given];
  return products < FEWEST_BOUNDED ? [Infinity] : BOUNDS;
}

/** The shipped balance, where it was tried, unless another has a clearly larger geometric mean of both measures. */
function chosenOn(curve: readonly BalancePoint[], baskets: number): BalancePoint {
  const mean = ({ ndcg, debiasedNdcg }: BalancePoint): number => Math.sqrt(ndcg * debiasedNdcg);
  const best = curve.reduce((most, each) => (mean(each) > mean(most) ? each : most));
  const shipped = curve.find(({ balance }) => balance === SHIPPED_BALANCE);
  return shipped !== undefined && (baskets < FEWEST || mean(best) < CLEARLY * mean(shipped)) ? shipped : best;
}

/** The balance that takes out what the weights give to popularity beside all else. */
function balanceOfHistories(weights: readonly number[]): number {
  return Math.min(1, Math.max(0, weights[POPULARITY] + weights[RECENT]) / DEBIAS_AT_ONE);
}

/** The share of the recent popularity in what the weights give to both; one that counts against a product has none. */
function shareOfRecent(weights: readonly number[]): number {
  const recent = Math.max(0, weights[RECENT]);
  return recent === 0 ? 0 : recent / (recent + Math.max(0, weights[POPULARITY]));
}

/** The questions in two halves by their baskets. */
function foldsOf(queries: readonly SecondStageQuery[]): readonly (readonly SecondStageQuery[])[] {
  return [0, 1].map((half) => queries.filter(({ basket }) => basket % 2 === half));
}

const PLACES = 10;

function firstTen({ products }: CandidateTable, shares: Float64Array): Int32Array {
  const order = [...products.keys()].sort((a, b) => shares[b] - shares[a] || products[a] - products[b]);
  return Int32Array.from(order.slice(0, PLACES), (place) => products[place]);
}

/** Judges lists of any balance by questions that their weights were not fitted to. */
class BalanceJudge {
  constructor(
    private readonly folds: readonly (readonly SecondStageQuery[])[],
    private readonly listed: readonly ListedProduct[],
    private readonly weight: Float64Array,
  ) {}

  /** At balance 0 by plain NDCG, then at balance 1 by the debiased at the shipped balance. */
  bestWay(wayOf: (zero: number, one: number) => WayOfFold): WayOfFold {
    const zero = this.preferred(
      SHARES.map((share) => wayOf(share, share)),
      0,
      'ndcg',
    );
    const ways = SHARES.slice(zero).map((share) => wayOf(SHARES[zero], share));
    return ways[this.preferred(ways, SHIPPED_BALANCE, 'weighed')];
  }

  /** The place of the way that is best at a balance, an earlier one unless a later is better by more than chance. */
  private preferred(ways: readonly WayOfFold[], balance: number, measure: 'ndcg' | 'weighed'): number {
    const judged = ways.map((way) =>
      this.folds.map((queries, fold) => {
        const lists = this.listsBy(way.nested[fold], balance);
        return judgeLists(queries, ({ table }) => lists.get(table) ?? [], this.weight)[measure];
      }),
    );
    return ways.reduce((best, _, w) => {
      const comparisons = this.folds.map((queries, fold) => ({
        queries,
        challenger: judged[w][fold],
        standing: judged[best][fold],
      }));
      return w > best && isBetter(comparisons) ? w : best;
    }, 0);
  }

  point({ whole, nested }: WayOfFold, balance: number, maxExposure: number): BalancePoint {
    const prices = maxExposure === Infinity ? undefined : this.prices(whole, balance, maxExposure);
    let ndcg = 0;
    let debiased = 0;
    let hits = 0;
    let asked = 0;
    this.folds.forEach((queries, fold) => {
      const lists = this.listsBy(nested[fold], balance, prices);
      const judged = judgeLists(queries, ({ table }) => lists.get(table) ?? [], this.weight);
      ndcg += meanOf(judged.ndcg) * queries.length;
      hits += judged.ndcg.reduce((sum, gain) => sum + (gain > 0 ? 1 : 0), 0);
      debiased += judged.debiasedNdcg * queries.length;
      asked += queries.length;
    });
    const all = Math.max(asked, 1);
    return { balance, ndcg: ndcg / all, debiasedNdcg: debiased / all, hitRate: hits / all };
  }

  private prices(way: Way, balance: number, maxExposure: number): ExposurePrices {
    const stage = stageAtBalance(way, balance);
    const lists = this.listed.flatMap(({ table, counts }) =>
      counts === undefined ? [] : [{ products: table.products, shares: rescore(stage, table.signals), counts }],
    );
    return exposurePrices(lists, this.weight.length, maxExposure);
  }

  /** @param prices left out, exposure is not bounded */
  private listsBy(way: Way, balance: number, prices?: ExposurePrices): ReadonlyMap<CandidateTable, Int32Array> {
    const stage = stageAtBalance(way, balance);
    return new Map(
      this.listed.map(({ table }) => {
        const shares = rescore(stage, table.signals);
        if (prices === undefined) return [table, firstTen(table, shares)];
        const order = boundedOrder(table.products, shares, prices).subarray(0, PLACES);
        return [table, order.map((place) => table.products[place])];
      }),
    );
  }
}
