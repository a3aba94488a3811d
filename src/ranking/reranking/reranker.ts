import type { ScoreParts, SecondStage } from '../types.js';
import type { FirstStage, RankingInputs } from '../candidates/index.js';
import { boundedOrder, fallingScores, worthOfShare, type ExposurePrices } from '../exposure/index.js';
import { explainScores, scoreFormula, type ScoreFormula } from './score-parts.js';
import { rescore } from './second-stage.js';
import { SIGNALS } from './signal-names.js';
import { SignalReader } from './signal-reader.js';

/** Candidates in their order, best first, with their scores. */
export interface OrderedCandidates {
  readonly products: Int32Array;
  readonly scores: Float64Array;
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
  private readonly formula: ScoreFormula;
  private readonly prices: ExposurePrices | undefined;
  private readonly baskets: Int32Array;

  constructor(
    inputs: Pick<
      RankingInputs,
      'context' | 'evidence' | 'model' | 'sources' | 'coldProducts' | 'candidates' | 'prices'
    >,
    private readonly explained: number,
  ) {
    const { context, sources, coldProducts, candidates } = inputs;
    this.logPopularity = coldProducts?.logPopularity ?? context.logPopularity;
    this.signals =
      sources === undefined ? undefined : new SignalReader(sources, { ...context, logPopularity: this.logPopularity });
    this.secondStage = sources === undefined ? undefined : inputs.model.secondStage;
    this.formula = scoreFormula(this.secondStage);
    this.prices = inputs.prices;
    this.baskets = inputs.evidence.baskets;
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
    const order = this.inOrder(product, products, shares);
    const scores = Float64Array.from(order, (place) => share * shares[place]);
    const ordered = {
      products: order.map((place) => products[place]),
      scores: this.prices === undefined ? scores : fallingScores(scores),
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

  private inOrder(product: number, products: Int32Array, shares: Float64Array): Int32Array {
    if (this.prices !== undefined) {
      return boundedOrder(products, shares, worthOfShare(this.baskets[product]), this.prices);
    }
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
