import { randomBits, randomKey } from '../../../core/index.js';
import { tensorOf, type Tensor } from '../../onnx/index.js';
import { batchTargets } from '../candidates/batch-targets.js';
import type { CandidateSampler } from '../candidates/candidate-set.js';
import { SystematicSampler } from '../candidates/systematic-sampler.js';
import type { StepInputs } from '../training-task.js';
import type { TrainingConfig } from './training-config.js';
import { holdsWholeTables } from './category-tables.js';
import { StepCategories } from './step-categories.js';
import { hasEvents, type TrainingData } from './training-data.js';
import type { TrainingTargets } from './training-targets.js';

/** What the network's training graphs read anew in each step. */
export class NetworkInputs implements StepInputs {
  readonly feeds: Record<string, Tensor>;
  private readonly sampler: CandidateSampler;
  private readonly warm: Uint8Array;
  /** The tables of a step's own categories, where those of all would be too large. */
  private readonly own: StepCategories | undefined;
  /** Entries of `targets` above 0. */
  private filled = 0;

  constructor(
    private readonly data: TrainingData,
    private readonly targets: TrainingTargets,
    private readonly config: TrainingConfig,
    batchSize: number,
  ) {
    const products = data.productIds.length;
    this.sampler = new SystematicSampler(data.eligible, data.logPopularity, config.candidates, config.seed);
    this.warm = Uint8Array.from(data.productIds, (_, product) => (hasEvents(data, product) ? 1 : 0));
    const candidates = this.sampler.size;
    const float = (...shape: number[]): Tensor => tensorOf(new Float32Array(size(shape)), shape);
    const int = (...shape: number[]): Tensor => tensorOf(new Int32Array(size(shape)), shape);
    this.own = holdsWholeTables(data) ? undefined : new StepCategories(data, batchSize, candidates);
    this.feeds = {
      ...this.own?.feeds,
      keep_own: float(products, 1),
      keep_graph: float(products, 1),
      dropout: tensorOf(new Uint8Array(products * config.dimension), [products, config.dimension]),
      batch: int(batchSize),
      batch_inverse: int(products),
      batch_categories: int(batchSize),
      candidates: int(candidates),
      candidate_inverse: int(products),
      candidate_categories: int(candidates),
      correction: float(candidates, 1),
      targets: float(candidates, batchSize),
      target_places: int(mostEntries(targets, batchSize)),
      target_values: float(mostEntries(targets, batchSize), 1),
      query_weights: float(1, batchSize),
    };
    this.ints('batch_inverse').fill(batchSize);
  }

  /** Fills all inputs for step `step` (0, 1, …) with the query products `batch`. */
  fill(step: number, batch: Int32Array): void {
    this.fillNodeMasks(step);
    this.fillDropout(step);
    this.fillQueries(batch);
    this.fillCandidates(step, batch);
    this.fillTargets(batch);
  }

  private fillNodeMasks(step: number): void {
    const { nodeDropout, coldProducts, seed } = this.config;
    const own = this.floats('keep_own');
    const graph = this.floats('keep_graph');
    const key = randomKey(seed, `nodes:${step}`);
    const coldProductLimit = coldProducts * 2 ** 32;
    const ownLimit = coldProductLimit + nodeDropout * (2 ** 32 - coldProductLimit);
    for (let product = 0; product < own.length; product++) {
      const bits = randomBits(key, product);
      graph[product] = bits < coldProductLimit ? 0 : 1;
      own[product] = this.warm[product] === 0 || bits < ownLimit ? 0 : 1;
    }
  }

  private fillDropout(step: number): void {
    const { dropout, seed } = this.config;
    const mask = this.feeds.dropout.data as Uint8Array;
    if (dropout === 0) {
      mask.fill(1);
      return;
    }
    // Four numbers from one draw: a mask decides in steps of 1/256.
    const limit = Math.round(dropout * 256);
    const key = randomKey(seed, `dropout:${step}`);
    for (let i = 0; i < mask.length; i += 4) {
      const bits = randomBits(key, i >>> 2);
      mask[i] = (bits & 255) < limit ? 0 : 1;
      mask[i + 1] = ((bits >>> 8) & 255) < limit ? 0 : 1;
      mask[i + 2] = ((bits >>> 16) & 255) < limit ? 0 : 1;
      mask[i + 3] = bits >>> 24 < limit ? 0 : 1;
    }
  }

  private fillQueries(batch: Int32Array): void {
    const queries = this.ints('batch');
    const inverse = this.ints('batch_inverse');
    for (const product of queries) inverse[product] = batch.length;
    queries.set(batch);
    batch.forEach((product, place) => (inverse[product] = place));
    const categories = this.ints('batch_categories');
    if (this.own === undefined) this.fillCategories(categories, batch);
    else this.own.placeQueries(batch, categories);
  }

  private fillCandidates(step: number, batch: Int32Array): void {
    const { offsets, columns } = this.targets.rows;
    const { products, corrections, places } = this.sampler.draw(step, batchTargets(batch, offsets, columns));
    this.ints('candidates').set(products);
    this.ints('candidate_inverse').set(places);
    this.floats('correction').set(corrections);
    const categories = this.ints('candidate_categories');
    if (this.own === undefined) this.fillCategories(categories, products);
    else this.own.placeCandidates(products, categories);
  }

  private fillTargets(batch: Int32Array): void {
    const { rows, weight } = this.targets;
    const targets = this.floats('targets');
    const weights = this.floats('query_weights');
    const inverse = this.ints('candidate_inverse');
    const candidates = this.ints('candidates').length;
    const places = this.ints('target_places');
    const values = this.floats('target_values');
    for (const place of places.subarray(0, this.filled)) targets[place] = 0;
    let filled = 0;
    const total = batch.reduce((sum, x) => sum + weight[x], 0);
    batch.forEach((x, column) => {
      let covered = 0;
      for (let e = rows.offsets[x]; e < rows.offsets[x + 1]; e++) {
        const place = inverse[rows.columns[e]];
        if (place === candidates) continue;
        const at = place * batch.length + column;
        targets[at] = (weight[x] / total) * rows.values[e];
        covered += targets[at];
        places[filled] = at;
        values[filled++] = targets[at];
      }
      weights[column] = covered;
    });
    places.fill(0, filled);
    values.fill(0, filled);
    this.filled = filled;
  }

  private fillCategories(into: Int32Array, products: Int32Array): void {
    const { categoryOf, categories } = this.data;
    products.forEach((product, place) => (into[place] = categoryOf[product] < 0 ? categories : categoryOf[product]));
  }

  private floats(name: string): Float32Array {
    return this.feeds[name].data as Float32Array;
  }

  private ints(name: string): Int32Array {
    return this.feeds[name].data as Int32Array;
  }
}

/** Entries that the rows of a batch have at most. */
function mostEntries({ rows, queries }: TrainingTargets, batchSize: number): number {
  const lengths = queries.map((x) => rows.offsets[x + 1] - rows.offsets[x]).sort();
  return lengths.subarray(-batchSize).reduce((sum, length) => sum + length, 0);
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}
