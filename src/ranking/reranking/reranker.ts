import type { ScoreParts, SecondStage } from '../types.js';
import type { FirstStage, RankingInputs } from '../candidates/index.js';
import { boundedOrder, fallingScores, type ExposurePrices } from '../exposure/index.js';
import { explainScores, scoreFormula, type ScoreFormula } from './score-parts.js';
import { debiasedWeights, logScores, rescore } from './second-stage.js';
import { SIGNALS } from './signal-names.js';
import { SignalReader } from './signal-reader.js';
import { stageAtBalance } from './stage-at-balance.js';

/** Candidates in their order, best first, with their scores. */
export interface OrderedCandidates {
  readonly products: Int32Array;
  readonly scores: Float64Array;
  /** Log scores at balance 0 and at balance 1, the best of each 0. */
  readonly zero: Float64Array;
  readonly one: Float64Array;
  /** That the next basket with the product holds them too. */
  readonly probabilities: Float64Array;
  /** What the scores of the best are made of, where that is asked for. */
  readonly parts?: ScoreParts;
}

/** The second stage: orders the first stage's candidates of one product at a time; buffers are reused from call to call. */
export class Reranker {
  private readonly signals: SignalReader | undefined;
  private readonly rows: Float64Array;
  private readonly logPopularity: Float32Array;
  private readonly secondStage: SecondStage | undefined;
  /** Weights at balance 0 and at balance 1; undefined where the order is the same at any. */
  private readonly poles: readonly (readonly number[])[] | undefined;
  private readonly formula: ScoreFormula;
  private readonly prices: ExposurePrices | undefined;

  constructor(
    inputs: Pick<
      RankingInputs,
      'context' | 'model' | 'sources' | 'coldProducts' | 'candidates' | 'prices' | 'askingRows'
    >,
    private readonly explained: number,
  ) {
    const { context, sources, coldProducts, candidates } = inputs;
    this.logPopularity = coldProducts?.logPopularity ?? context.logPopularity;
    this.signals =
      sources === undefined
        ? undefined
        : new SignalReader(sources, { ...context, logPopularity: this.logPopularity }, inputs.askingRows?.products);
    this.secondStage = sources === undefined ? undefined : inputs.model.secondStage;
    const { balanced } = inputs.model;
    this.poles =
      this.secondStage === undefined || balanced === undefined
        ? undefined
        : [0, 1].map((balance) => debiasedWeights(stageAtBalance(balanced, balance)));
    this.formula = scoreFormula(this.secondStage);
    this.prices = inputs.prices;
    this.rows = new Float64Array(candidates * SIGNALS.length);
  }

  /**
   * By the second stage where the model has one, else by the first, as far as bounded exposure lets them; ties by product
   * number. Their scores sum to hardly more than what the first stage's do.
   */
  order(product: number, first: FirstStage): OrderedCandidates {
    const { products, posterior } = first;
    const share = posterior.reduce((sum, each) => sum + each, 0);
    const shares = this.sharesOf(product, first, share);
    const order = this.inOrder(products, shares);
    const scores = Float64Array.from(order, (place) => share * shares[place]);
    const [zero, one] = this.logScoresOf(products.length, shares);
    const ordered = {
      products: order.map((place) => products[place]),
      scores: this.prices === undefined ? scores : fallingScores(scores),
      zero: Float64Array.from(order, (place) => zero[place]),
      one: Float64Array.from(order, (place) => one[place]),
      probabilities: Float64Array.from(order, (place) => posterior[place]),
    };
    if (this.explained === 0) return ordered;
    return { ...ordered, parts: explainScores(this.formula, this.rows, order, scores[0], this.explained) };
  }

  /** [candidates] scores that sum to 1; leaves the signals that they are made of in the rows. */
  private sharesOf(product: number, first: FirstStage, share: number): Float64Array {
    const { products, posterior } = first;
    const { secondStage, rows, signals } = this;
    if (secondStage === undefined || signals === undefined) {
      posterior.forEach((p, i) => (rows[i * SIGNALS.length] = Math.log(p + Number.MIN_VALUE)));
      return posterior.map((p) => p / Math.max(share, Number.MIN_VALUE));
    }
    signals.read(product, first, rows);
    return rescore(secondStage, rows.subarray(0, products.length * SIGNALS.length));
  }

  /** [candidates] log scores at balance 0 and at balance 1, from the signals in the rows. */
  private logScoresOf(candidates: number, shares: Float64Array): readonly Float64Array[] {
    const { poles, rows } = this;
    const signals = rows.subarray(0, candidates * SIGNALS.length);
    if (poles !== undefined) return poles.map((weights) => logScores(weights, signals));
    const logs = logShares(shares);
    return [logs, logs];
  }

  private inOrder(products: Int32Array, shares: Float64Array): Int32Array {
    if (this.prices !== undefined) return boundedOrder(products, shares, this.prices);
    return Int32Array.from(products.keys()).sort((a, b) => shares[b] - shares[a] || products[a] - products[b]);
  }

  /** [candidates × SIGNALS], a copy. */
  signalsOf(product: number, first: FirstStage): Float64Array {
    this.signals?.read(product, first, this.rows);
    return this.rows.slice(0, first.products.length * SIGNALS.length);
  }

  logPopularityOf(products: Int32Array): Float64Array {
    return Float64Array.from(products, (y) => this.logPopularity[y]);
  }
}

/** Logarithms of scores over the largest of them. */
export function logShares(scores: Float64Array): Float64Array {
  const most = scores.reduce((a, b) => Math.max(a, b), 0);
  return scores.map((score) => Math.log((score + Number.MIN_VALUE) / (most + Number.MIN_VALUE)));
}
