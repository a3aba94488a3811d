import type { RankingInputs } from './ranking-inputs.js';
import { rescore } from './second-stage.js';
import { SIGNALS } from './signal-names.js';
import { SignalReader, type FirstStage } from './signals.js';

/** Candidates in their order, best first, with their scores. */
export interface OrderedCandidates {
  readonly products: Int32Array;
  readonly scores: Float64Array;
}

/** The second stage: orders the first stage's candidates of one product at a time; buffers are reused from call to call. */
export class CandidateOrder {
  private readonly signals: SignalReader | undefined;
  private readonly rows: Float64Array;
  private readonly logPopularity: Float32Array;

  constructor(
    private readonly inputs: Pick<RankingInputs, 'context' | 'model' | 'sources' | 'newcomers' | 'candidates'>,
  ) {
    const { context, sources, newcomers, candidates } = inputs;
    this.logPopularity = newcomers?.logPopularity ?? context.logPopularity;
    this.signals =
      sources === undefined ? undefined : new SignalReader(sources, { ...context, logPopularity: this.logPopularity });
    this.rows = new Float64Array(candidates * SIGNALS.length);
  }

  /** By the second stage where the model has one, ties by product number; their scores sum to what the first stage's do. */
  order(product: number, first: FirstStage): OrderedCandidates {
    const { secondStage } = this.inputs.model;
    if (secondStage === undefined || this.signals === undefined) {
      return { products: first.products, scores: first.posterior };
    }
    this.signals.read(product, first, this.rows);
    const again = rescore(secondStage, this.rows.subarray(0, first.products.length * SIGNALS.length));
    const share = first.posterior.reduce((sum, posterior) => sum + posterior, 0);
    const order = Int32Array.from(first.products.keys()).sort(
      (a, b) => again[b] - again[a] || first.products[a] - first.products[b],
    );
    return {
      products: order.map((place) => first.products[place]),
      scores: Float64Array.from(order, (place) => share * again[place]),
    };
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
