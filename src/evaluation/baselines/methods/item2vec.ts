import { innerProduct, type Csr } from '../../../core/numerics/index.js';
import { randomBits, randomKey, shuffle, type RandomKey } from '../../../core/index.js';
import { aliasTable, drawPlace, type AliasTable } from './alias-table.js';
import { rowsHolding } from './co-occurrence.js';
import {
  embeddingScorer,
  innerProductScorer,
  type Embeddings,
  type ItemScorer,
} from '../../../learning/factorisation/index.js';

export interface Item2VecOptions {
  readonly dimension: number;
  /** Products on either side that are drawn together. */
  readonly window: number;
  /** Negative products drawn for each pair. */
  readonly negatives: number;
  /** Exponent of the frequency by which negatives are drawn: 0.75 in word2vec; less suits recommendation (Caselles-Dupré et al., RecSys 2018). */
  readonly negativePower: number;
  readonly epochs: number;
  readonly seed: number;
}

export interface Item2Vec {
  /** Vectors of products as what is given (in) and as what is predicted (out). */
  readonly input: Embeddings;
  readonly output: Embeddings;
}

const FIRST_RATE = 0.025;
const LAST_RATE = 1e-4;

/**
 * Skip-gram with negative sampling (Mikolov et al., NIPS 2013) over rows of products in shuffled order (Barkan and
 * Koenigstein 2016), by plain stochastic gradient descent on one thread, so the same bytes for the same seed.
 */
export function fitItem2Vec(rows: Csr, options: Item2VecOptions): Item2Vec {
  const { dimension, epochs, negativePower, seed } = options;
  const sequences = shuffledRows(rows, randomKey(seed, 'item2vec:order'));
  const training: Training = {
    options,
    sequences,
    offsets: rows.offsets,
    input: randomVectors(rows.width, dimension, randomKey(seed, 'item2vec:vectors')),
    output: new Float32Array(rows.width * dimension),
    negatives: aliasTable(rowsHolding(rows).map((count) => (count > 0 ? count ** negativePower : 0))),
    key: randomKey(seed, 'item2vec:negatives'),
    vector: new Float64Array(dimension),
    gradient: new Float64Array(dimension),
    drawn: 0,
  };
  const all = rows.rows * epochs;
  for (let step = 0; step < all; step++) {
    const rate = FIRST_RATE - ((FIRST_RATE - LAST_RATE) * step) / all;
    trainRow(training, step % rows.rows, rate);
  }
  return { input: { dimension, vectors: training.input }, output: { dimension, vectors: training.output } };
}

/** How near two products are (`in-in`, the cosine), or how likely y is to be found beside x (`in-out`). */
export function item2VecScorer({ input, output }: Item2Vec, vectors: 'in-in' | 'in-out'): ItemScorer {
  return vectors === 'in-in' ? embeddingScorer(input, 'cosine') : innerProductScorer(input, output);
}

interface Training {
  readonly options: Item2VecOptions;
  readonly sequences: Int32Array;
  readonly offsets: Float64Array;
  readonly input: Float32Array;
  readonly output: Float32Array;
  readonly negatives: AliasTable;
  readonly key: RandomKey;
  /** The given product's vector, and what is to be added to it. */
  readonly vector: Float64Array;
  readonly gradient: Float64Array;
  drawn: number;
}

function trainRow(training: Training, row: number, rate: number): void {
  const { sequences, offsets, options } = training;
  const start = offsets[row];
  const end = offsets[row + 1];
  for (let at = start; at < end; at++) {
    const last = Math.min(end - 1, at + options.window);
    for (let near = Math.max(start, at - options.window); near <= last; near++) {
      if (near !== at) trainPair(training, sequences[near], sequences[at], rate);
    }
  }
}

/** One step up the gradient of log σ(⟨in, out⟩) + Σ log σ(-⟨in, out of a negative⟩). */
function trainPair(training: Training, given: number, target: number, rate: number): void {
  const { options, input, output, negatives, key, vector, gradient } = training;
  const { dimension } = options;
  const from = given * dimension;
  for (let i = 0; i < dimension; i++) vector[i] = input[from + i];
  gradient.fill(0);
  for (let n = 0; n <= options.negatives; n++) {
    let product = target;
    if (n > 0) {
      const first = randomBits(key, training.drawn++);
      product = drawPlace(negatives, first, randomBits(key, training.drawn++));
      if (product === target) continue;
    }
    const to = product * dimension;
    const step = rate * ((n === 0 ? 1 : 0) - 1 / (1 + Math.exp(-innerProduct(vector, output, to))));
    for (let i = 0; i < dimension; i++) {
      const out = output[to + i];
      gradient[i] += step * out;
      output[to + i] = out + step * vector[i];
    }
  }
  for (let i = 0; i < dimension; i++) input[from + i] = vector[i] + gradient[i];
}

/** The products of each row in an order drawn once, so that neighbours in it are an even sample. */
function shuffledRows({ rows, offsets, columns }: Csr, key: RandomKey): Int32Array {
  const order = columns.slice();
  for (let row = 0; row < rows; row++) shuffle(order, key, offsets[row], offsets[row + 1]);
  return order;
}

/** Even in ±1 / (2 dimension), as word2vec begins. */
function randomVectors(products: number, dimension: number, key: RandomKey): Float32Array {
  return Float32Array.from(
    { length: products * dimension },
    (_, i) => (randomBits(key, i) / 2 ** 32 - 0.5) / dimension,
  );
}
