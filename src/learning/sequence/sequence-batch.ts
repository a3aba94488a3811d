import { inverseLength } from '../../core/numerics/index.js';
import { tensorOf, type Tensor } from '../onnx/index.js';
import { batchTargets, type CandidateSampler, type CandidateSet, type StepInputs } from '../training/index.js';
import { addRecent } from './mean-of-recent.js';
import { sequenceLongest as longest } from './product-sequences.js';
import type { SequenceConfig } from './sequence-config.js';
import type { SequenceExamples } from './sequence-examples.js';

/** Low enough to leave a candidate out of a softmax in float32. */
const excluded = -1e9;

/** What a batch is filled from. */
export interface BatchSources {
  readonly products: Int32Array;
  readonly examples: SequenceExamples;
  readonly embeddings: Float32Array;
  readonly dimension: number;
  readonly categoryGroupOf: Int32Array;
  /** ln(1 + count) of each product. */
  readonly popularity: Float32Array;
}

/** What the training graph reads anew in each step. */
export class SequenceBatch implements StepInputs {
  readonly feeds: Readonly<Record<string, Tensor>>;
  private readonly items: Int32Array;
  private readonly stepWeights: Float32Array;
  private readonly recent: Float32Array;
  private readonly candidates: Int32Array;
  private readonly popularity: Float32Array;
  private readonly offsets: Float32Array;
  private readonly targets: Float32Array;

  constructor(
    private readonly sources: BatchSources,
    private readonly config: SequenceConfig,
    private readonly sampler: CandidateSampler,
  ) {
    const { batch } = config;
    const { dimension } = sources;
    const width = sampler.size;
    this.items = new Int32Array(2 * longest * batch);
    this.stepWeights = new Float32Array(longest * batch);
    this.recent = new Float32Array(batch * dimension);
    this.candidates = new Int32Array(width);
    this.popularity = new Float32Array(width);
    this.offsets = new Float32Array(batch * width);
    this.targets = new Float32Array(batch * width);
    this.feeds = {
      items: tensorOf(this.items, [2, longest * batch]),
      step_weights: tensorOf(this.stepWeights, [longest, batch, 1]),
      recent: tensorOf(this.recent, [batch, dimension]),
      candidates: tensorOf(this.candidates, [width]),
      popularity: tensorOf(this.popularity, [width]),
      offsets: tensorOf(this.offsets, [batch, width]),
      targets: tensorOf(this.targets, [batch, width]),
    };
  }

  /** Fills the arrays with these examples, one a row. */
  fill(step: number, batch: Int32Array): void {
    const { examples, popularity } = this.sources;
    const set = this.sampler.draw(step, batchTargets(batch, examples.targetOffsets, examples.targets));
    this.candidates.set(set.products);
    set.products.forEach((product, place) => (this.popularity[place] = popularity[product]));
    this.targets.fill(0);
    batch.forEach((e, row) => {
      this.fillSteps(e, row);
      this.fillCandidates(e, row, set);
    });
  }

  private fillSteps(e: number, row: number): void {
    const { examples, products, embeddings, dimension } = this.sources;
    const { batch, recency } = this.config;
    const from = examples.from[e];
    const to = examples.to[e];
    const backwards = longest * batch;
    for (let t = 0; t < longest; t++) {
      const inside = from + t < to;
      this.items[t * batch + row] = inside ? products[from + t] : 0;
      this.items[backwards + t * batch + row] = inside ? products[to - 1 - t] : 0;
      this.stepWeights[t * batch + row] = inside ? 1 / (to - from) : 0;
    }
    const recent = this.recent.subarray(row * dimension, (row + 1) * dimension).fill(0);
    addRecent(recent, products.subarray(from, to), embeddings, recency);
    const scale = inverseLength(recent, 0, dimension);
    for (let i = 0; i < dimension; i++) recent[i] *= scale;
  }

  private fillCandidates(e: number, row: number, { products: candidates, corrections, places }: CandidateSet): void {
    const { examples, products, categoryGroupOf } = this.sources;
    const width = candidates.length;
    const latest = products[examples.to[e] - 1];
    const group = categoryGroupOf[latest];
    for (let k = 0; k < width; k++) {
      const isOwn = candidates[k] === latest || categoryGroupOf[candidates[k]] === group;
      this.offsets[row * width + k] = isOwn ? excluded : corrections[k];
    }
    const first = examples.targetOffsets[e];
    const last = examples.targetOffsets[e + 1];
    const share = 1 / ((last - first) * this.config.batch);
    for (let t = first; t < last; t++) this.targets[row * width + places[examples.targets[t]]] = share;
  }
}
