import type { ScoreParts, SecondStage } from '../types.js';
import type { FirstStage, RankingInputs } from '../candidates/index.js';
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

  constructor(
    inputs: Pick<RankingInputs, 'context' | 'model' | 'sources' | 'coldProducts' | 'candidates'>,
    private readonly explained: number,
  ) {
    const { context, sources, coldProducts, candidates } = inputs;
    this.logPopularity = coldProducts?.logPopularity ?? context.logPopularity;
    this.signals =
      sources === undefined ? undefined : new SignalReader(sources, { ...context, logPopularity: this.logPopularity });
    this.secondStage = sources === undefined ? undefined : inputs.model.secondStage;
    this.formula = scoreFormula(this.secondStage);
    this.rows = new Float64Array(candidates * SIGNALS.length);
  }

  /** By the second stage where the model has one, ties by product number; their scores sum to what the first stage's do. */
  order(product: number, first: FirstStage): OrderedCandidates {
    const { secondStage } = this;
    if (secondStage === undefined || this.signals === undefined) {
      const { products, posterior } = first;
      return this.explain(
        first,
        { products, scores: posterior, probabilities: posterior },
        Int32Array.from(products.keys()),
      );
    }
    this.signals.read(product, first, this.rows);
    const again = rescore(secondStage, this.rows.subarray(0, first.products.length * SIGNALS.length));
    const share = first.posterior.reduce((sum, posterior) => sum + posterior, 0);
    const order = Int32Array.from(first.products.keys()).sort(
      (a, b) => again[b] - again[a] || first.products[a] - first.products[b],
    );
    const ordered = {
      products: order.map((place) => first.products[place]),
      scores: Float64Array.from(order, (place) => share * again[place]),
      probabilities: Float64Array.from(order, (place) => first.posterior[place]),
    };
    return this.explain(first, ordered, order);
  }

  /** [candidates × SIGNALS], a copy. */
  signalsOf(product: number, first: FirstStage): Float64Array {
    this.signals?.read(product, first, this.rows);
    return this.rows.slice(0, first.products.length * SIGNALS.length);
  }

  private explain({ posterior }: FirstStage, ordered: OrderedCandidates, order: Int32Array): OrderedCandidates {
    if (this.explained === 0) return ordered;
    // Without a second stage nothing was read.
    if (this.secondStage === undefined) {
      posterior.forEach((p, i) => (this.rows[i * SIGNALS.length] = Math.log(p + Number.MIN_VALUE)));
    }
    const parts = explainScores(this.formula, this.rows, order, ordered.scores[0], this.explained);
    return { ...ordered, parts };
  }

  logPopularityOf(products: Int32Array): Float64Array {
    return Float64Array.from(products, (y) => this.logPopularity[y]);
  }
}
