import { sparseProduct, type Csr } from '../../../core/numerics/index.js';
import { randomKey, randomNormal } from '../../../core/index.js';
import { Adam } from './adam.js';
import { BatchOfTriples, rankingLoss, type Triples } from './bayesian-personalised-ranking.js';
import { bipartiteGraph } from './bipartite-graph.js';
import type { Embeddings } from '../../../learning/factorisation/index.js';

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
  /** Told the mean loss of each step's batch, before the step. */
  readonly onStep?: (step: number, loss: number) => void;
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
  const network: Propagation = { graph, layers, dimension, buffer: new Float32Array(size) };
  const triples = new BatchOfTriples(rows, options.batch, randomKey(seed, 'light-gcn:triples'));
  const adam = new Adam(size, rate);
  for (let step = 0; step < steps; step++) {
    propagate(network, parameters, encoded);
    triples.draw(step);
    const loss = rankingLoss(triples, encoded, dimension, gradient);
    options.onStep?.(step, loss);
    propagate(network, gradient, encoded);
    addRegularisation(triples, parameters, dimension, options.regularisation, encoded);
    adam.step(parameters, encoded);
  }
  propagate(network, parameters, encoded);
  return { dimension, vectors: encoded.slice(rows.rows * dimension) };
}

/** The graph Â with how states are propagated over it; `buffer` is scratch of their size. */
interface Propagation {
  readonly graph: Csr;
  readonly layers: number;
  readonly dimension: number;
  readonly buffer: Float32Array;
}

/** into = (input + Â input + … + Â^layers input) / (layers + 1), by Horner's rule. */
function propagate({ graph, layers, dimension, buffer }: Propagation, input: Float32Array, into: Float32Array): void {
  into.set(input);
  for (let layer = 0; layer < layers; layer++) {
    sparseProduct(graph, into, dimension, buffer);
    for (let i = 0; i < into.length; i++) into[i] = buffer[i] + input[i];
  }
  const share = 1 / (layers + 1);
  for (let i = 0; i < into.length; i++) into[i] *= share;
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
