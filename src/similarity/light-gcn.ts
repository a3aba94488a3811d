import { entryCount, type Csr } from '../adjacency/index.js';
import { randomBits, randomKey, randomNormal, type RandomKey } from '../kernel/index.js';
import { Adam } from './adam.js';
import { bipartiteGraph } from './bipartite-graph.js';
import type { Embeddings } from './embedding-similarity.js';
import { sparseProduct } from './sparse-product.js';

export interface LightGcnOptions {
  readonly dimension: number;
  readonly layers: number;
  readonly rate: number;
  /** Weight of half the squared length of the vectors in a batch. */
  readonly regularisation: number;
  readonly steps: number;
  /** Triples (row, product, negative product) a step. */
  readonly batch: number;
  readonly seed: number;
}

const INITIAL_DEVIATION = 0.1;

/**
 * LightGCN (He et al., SIGIR 2020) on the graph of rows and products, trained with the Bayesian personalised ranking loss
 * -log σ(⟨row, product⟩ - ⟨row, negative⟩) and Adam: the products' vectors [products × dimension], the mean of all layers.
 *
 * The propagation Σ_k Â^k / (layers + 1) is symmetric, so the gradient takes the same way back.
 */
export function fitLightGcn(rows: Csr, options: LightGcnOptions): Embeddings {
  const { dimension, layers, rate, steps, seed } = options;
  const graph = bipartiteGraph(rows, (from, to) => 1 / Math.sqrt(from * to));
  const size = graph.rows * dimension;
  const normal = randomKey(seed, 'light-gcn:vectors');
  const parameters = Float32Array.from({ length: size }, (_, i) => INITIAL_DEVIATION * randomNormal(normal, i));
  const encoded = new Float32Array(size);
  const gradient = new Float32Array(size);
  const buffer = new Float32Array(size);
  const triples = new Triples(rows, options.batch, randomKey(seed, 'light-gcn:triples'));
  const adam = new Adam(size, { rate });
  for (let step = 0; step < steps; step++) {
    propagate(graph, parameters, layers, dimension, encoded, buffer);
    triples.draw(step);
    rankingGradient(triples, encoded, dimension, gradient);
    propagate(graph, gradient, layers, dimension, encoded, buffer);
    addRegularisation(triples, parameters, dimension, options.regularisation, encoded);
    adam.step(parameters, encoded);
  }
  propagate(graph, parameters, layers, dimension, encoded, buffer);
  return { dimension, vectors: encoded.slice(rows.rows * dimension) };
}

/** into = (input + Â input + … + Â^layers input) / (layers + 1), by Horner's rule; `buffer` is scratch of the same size. */
function propagate(
  graph: Csr,
  input: Float32Array,
  layers: number,
  dimension: number,
  into: Float32Array,
  buffer: Float32Array,
): void {
  into.set(input);
  for (let layer = 0; layer < layers; layer++) {
    sparseProduct(graph, into, dimension, buffer);
    for (let i = 0; i < into.length; i++) into[i] = buffer[i] + input[i];
  }
  const share = 1 / (layers + 1);
  for (let i = 0; i < into.length; i++) into[i] *= share;
}

/** A batch of triples as nodes of the graph: an even sample of the entries, each with an even negative product. */
class Triples {
  readonly row: Int32Array;
  readonly product: Int32Array;
  readonly negative: Int32Array;
  private readonly rowOf: Int32Array;

  constructor(
    private readonly rows: Csr,
    batch: number,
    private readonly key: RandomKey,
  ) {
    this.row = new Int32Array(batch);
    this.product = new Int32Array(batch);
    this.negative = new Int32Array(batch);
    this.rowOf = new Int32Array(entryCount(rows));
    for (let row = 0; row < rows.rows; row++) this.rowOf.fill(row, rows.offsets[row], rows.offsets[row + 1]);
  }

  draw(step: number): void {
    const { rows, key, rowOf } = this;
    for (let t = 0; t < this.row.length; t++) {
      const counter = 2 * (step * this.row.length + t);
      const entry = Math.floor((randomBits(key, counter) / 2 ** 32) * rowOf.length);
      this.row[t] = rowOf[entry];
      this.product[t] = rows.rows + rows.columns[entry];
      this.negative[t] = rows.rows + Math.floor((randomBits(key, counter + 1) / 2 ** 32) * rows.width);
    }
  }
}

/** Gradient of the mean loss by the encoded vectors of all nodes, zero where a batch has no node. */
function rankingGradient(triples: Triples, encoded: Float32Array, dimension: number, gradient: Float32Array): void {
  gradient.fill(0);
  const batch = triples.row.length;
  for (let t = 0; t < batch; t++) {
    const row = triples.row[t] * dimension;
    const product = triples.product[t] * dimension;
    const negative = triples.negative[t] * dimension;
    let margin = 0;
    for (let i = 0; i < dimension; i++) margin += encoded[row + i] * (encoded[product + i] - encoded[negative + i]);
    const slope = -1 / (1 + Math.exp(margin)) / batch;
    for (let i = 0; i < dimension; i++) {
      const own = encoded[row + i];
      gradient[row + i] += slope * (encoded[product + i] - encoded[negative + i]);
      gradient[product + i] += slope * own;
      gradient[negative + i] -= slope * own;
    }
  }
}

function addRegularisation(
  { row, product, negative }: Triples,
  parameters: Float32Array,
  dimension: number,
  regularisation: number,
  gradient: Float32Array,
): void {
  const weight = regularisation / row.length;
  for (const nodes of [row, product, negative]) {
    for (const node of nodes) {
      for (let i = node * dimension; i < (node + 1) * dimension; i++) gradient[i] += weight * parameters[i];
    }
  }
}
