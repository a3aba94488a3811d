import { randomKey } from '../../core/index.js';
import { inverseLength } from '../../core/numerics/index.js';
import { tensorOf, type Tensor } from '../onnx/index.js';
import type { CandidateSampler } from './candidate-sampler.js';
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

/** The inputs of one training step, in arrays that are filled anew for each. */
export class SequenceBatch {
  readonly feeds: Readonly<Record<string, Tensor>>;
  private readonly items: Int32Array;
  private readonly stepWeights: Float32Array;
  private readonly recent: Float32Array;
  private readonly candidates: Int32Array;
  private readonly popularity: Float32Array;
  private readonly corrections: Float32Array;
  private readonly offsets: Float32Array;
  private readonly targets: Float32Array;
  private readonly place: Int32Array;

  constructor(
    private readonly sources: BatchSources,
    private readonly config: SequenceConfig,
    private readonly sampler: CandidateSampler,
  ) {
    const { batch } = config;
    const { dimension, embeddings } = sources;
    const width = sampler.size(config.candidates);
    this.items = new Int32Array(2 * longest * batch);
    this.stepWeights = new Float32Array(longest * batch);
    this.recent = new Float32Array(batch * dimension);
    this.candidates = new Int32Array(width);
    this.popularity = new Float32Array(width);
    this.corrections = new Float32Array(width);
    this.offsets = new Float32Array(batch * width);
    this.targets = new Float32Array(batch * width);
    this.place = new Int32Array(embeddings.length / dimension);
    this.feeds = {
      embeddings: tensorOf(embeddings, [embeddings.length / dimension, dimension]),
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
  fill(chosen: Int32Array, step: number): void {
    const { examples, popularity } = this.sources;
    const targets = new Int32Array(
      chosen.reduce((sum, e) => sum + examples.targetOffsets[e + 1] - examples.targetOffsets[e], 0),
    );
    let count = 0;
    for (const e of chosen) {
      const own = examples.targets.subarray(examples.targetOffsets[e], examples.targetOffsets[e + 1]);
      targets.set(own, count);
      count += own.length;
    }
    this.sampler.draw(targets, randomKey(this.config.seed, `candidates:${step}`), this.candidates, this.corrections);
    this.candidates.forEach((product, k) => {
      this.place[product] = k;
      this.popularity[k] = popularity[product];
    });
    this.targets.fill(0);
    chosen.forEach((e, row) => {
      this.fillSteps(e, row);
      this.fillCandidates(e, row);
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
    addRecent(recent, products, from, to, embeddings, recency);
    const scale = inverseLength(recent, 0, dimension);
    for (let i = 0; i < dimension; i++) recent[i] *= scale;
  }

  private fillCandidates(e: number, row: number): void {
    const { examples, products, categoryGroupOf } = this.sources;
    const { candidates, corrections, offsets } = this;
    const width = candidates.length;
    const latest = products[examples.to[e] - 1];
    const line = categoryGroupOf[latest];
    for (let k = 0; k < width; k++) {
      const own = candidates[k] === latest || categoryGroupOf[candidates[k]] === line;
      offsets[row * width + k] = own ? excluded : corrections[k];
    }
    const first = examples.targetOffsets[e];
    const last = examples.targetOffsets[e + 1];
    const share = 1 / ((last - first) * this.config.batch);
    for (let t = first; t < last; t++) this.targets[row * width + this.place[examples.targets[t]]] = share;
  }
}
