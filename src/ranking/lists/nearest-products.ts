import { addScaled, bestFirst, byFallingValue, innerProduct, placeInRow } from '../../core/numerics/index.js';
import { unlinkedCandidate, type Candidate } from '../candidates/index.js';
import type { WeighedProduct } from './history-weights.js';

/** Where products lie, and whose neighbours are asked for. */
export interface Nearness {
  /** [products × dimension], rows of length 1, or 0 for a product of which nothing is known. */
  readonly embeddings: Float32Array;
  readonly dimension: number;
  /** The products asked about, and how much each counts. */
  readonly weighed: readonly WeighedProduct[];
  /** Where to search, of length 1; left out: at the weighted sum of those products' vectors. */
  readonly query?: Float64Array | undefined;
  /** Which products are searched; all if left out. */
  readonly offers?: ((product: number) => boolean) | undefined;
}

/**
 * Offers what somebody took: a product without any event has its place from others only, and many such lie near anybody. They
 * are shown where nothing else passes, and on lists of cold-start products.
 *
 * @param eventless products without any event, ascending
 */
export function offersOf(eventless: Int32Array): (product: number) => boolean {
  return (product) => placeInRow(eventless, product) < 0;
}

/**
 * All products that are admitted, the nearest to the question first, by exact search: score (1 + cos(q, y)) / 2 with q the
 * question's vector; ties by number. Nothing where q is 0.
 */
export function* nearestProducts(
  { embeddings, dimension, weighed, query: given, offers }: Nearness,
  categoryOf: Int32Array,
  admits: (product: number, category: number) => boolean,
): Generator<Candidate, void> {
  const query = given ?? unitSum(embeddings, dimension, weighed);
  if (query === undefined) return;
  const products = new Int32Array(categoryOf.length);
  const scores = new Float64Array(categoryOf.length);
  let count = 0;
  for (let product = 0; product < categoryOf.length; product++) {
    if (!admits(product, categoryOf[product]) || offers?.(product) === false) continue;
    products[count] = product;
    scores[count++] = (1 + innerProduct(query, embeddings, product * dimension)) / 2;
  }
  for (const place of bestFirst(count, byFallingValue(scores))) {
    const product = products[place];
    const because = nearestOf(product, embeddings, dimension, weighed);
    yield unlinkedCandidate(product, categoryOf[product], scores[place], because);
  }
}

/** The weighted sum of rows at length 1; undefined where it is 0. */
function unitSum(
  embeddings: Float32Array,
  dimension: number,
  weighed: readonly WeighedProduct[],
): Float64Array | undefined {
  const sum = new Float64Array(dimension);
  for (const { product, weight } of weighed) addScaled(sum, weight, embeddings, product * dimension);
  const length = Math.hypot(...sum);
  return length === 0 ? undefined : sum.map((value) => value / length);
}

/** The product of the question that contributes most to a neighbour's score. */
function nearestOf(
  product: number,
  embeddings: Float32Array,
  dimension: number,
  weighed: readonly WeighedProduct[],
): number {
  const row = Float64Array.from(embeddings.subarray(product * dimension, (product + 1) * dimension));
  let best = { because: -1, part: -Infinity };
  for (const { product: because, weight } of weighed) {
    const part = weight * innerProduct(row, embeddings, because * dimension);
    if (part > best.part) best = { because, part };
  }
  return best.because;
}
