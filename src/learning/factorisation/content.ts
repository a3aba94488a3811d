import { TopK, csrFromEdges, transpose, type Csr } from '../../core/numerics/index.js';
import type { ItemScorer } from './item-scorer.js';

/** What the catalogue says of each product. */
export interface ContentInputs {
  /** Categories of each product from its own to the root; empty where unknown. */
  readonly categoryPaths: readonly (readonly number[])[];
  /** Brand of each product, -1 where unknown. */
  readonly brandOf: Int32Array;
  /** Price band of each product, -1 where unknown. */
  readonly priceBandOf: Int32Array;
  /** [products, tokens]: title tokens, rows of length 1 or empty. */
  readonly titles: Csr;
  /** Products, from the first on, that the frequencies of categories are counted over; all if left out. */
  readonly counted?: number;
}

/** Weight of each field's cosine in the similarity. */
export interface ContentWeights {
  readonly category: number;
  readonly brand: number;
  readonly title: number;
  readonly price: number;
}

export const defaultContentWeights: ContentWeights = { category: 1, brand: 1, title: 1, price: 0.25 };

/** An inverted index over the products' fields; typed arrays only, so that threads can share it. */
export interface ContentData {
  /** [products, terms]: each field scaled so that the inner product of two rows is their similarity. */
  readonly terms: Csr;
  /** [terms, products] */
  readonly postings: Csr;
}

/**
 * Indexes the products' content. The similarity of two products is the weighted sum of their cosines by field: category
 * path and title by inverse document frequency (two products under a small category are nearer than two under a large
 * one), brand and price band by equality. A field that one of them lacks adds nothing.
 */
export function fitContent(inputs: ContentInputs, weights: ContentWeights = defaultContentWeights): ContentData {
  const products = inputs.brandOf.length;
  const fields = [
    { matrix: categoryTerms(inputs.categoryPaths, inputs.counted ?? products), weight: weights.category },
    { matrix: oneTerm(inputs.brandOf), weight: weights.brand },
    { matrix: inputs.titles, weight: weights.title },
    { matrix: oneTerm(inputs.priceBandOf), weight: weights.price },
  ].filter(({ weight }) => weight > 0);
  const entries = fields.reduce((sum, { matrix }) => sum + matrix.columns.length, 0);
  const sources = new Int32Array(entries);
  const targets = new Int32Array(entries);
  const values = new Float32Array(entries);
  let at = 0;
  let width = 0;
  for (const { matrix, weight } of fields) {
    const scale = Math.sqrt(weight);
    for (let product = 0; product < products; product++) {
      for (let e = matrix.offsets[product]; e < matrix.offsets[product + 1]; e++) {
        sources[at] = product;
        targets[at] = width + matrix.columns[e];
        values[at++] = scale * matrix.values[e];
      }
    }
    width += matrix.width;
  }
  const terms = csrFromEdges({ rows: products, width, sources, targets, values });
  return { terms, postings: transpose(terms) };
}

/** Content similarity of a product with every other, itself included. */
export function contentScorer({ terms, postings }: ContentData): ItemScorer {
  return {
    score(product, into) {
      into.fill(0);
      for (let e = terms.offsets[product]; e < terms.offsets[product + 1]; e++) {
        const own = terms.values[e];
        const term = terms.columns[e];
        const last = postings.offsets[term + 1];
        for (let p = postings.offsets[term]; p < last; p++) into[postings.columns[p]] += own * postings.values[p];
      }
    },
  };
}

/** Products, the nearest first, and their similarities. */
export interface ContentNeighbours {
  readonly products: Int32Array;
  readonly similarities: Float64Array;
}

/**
 * Finds the `k` products nearest to a product by content, fewer where fewer have anything in common with it; of equally
 * near ones the first numbers. Not itself, nor the row `self` that is the same product, if there is one.
 *
 * @param eligible 1 for each product that may be a neighbour
 */
export function contentNeighbours(
  data: ContentData,
  eligible: Uint8Array,
): (product: number, k: number, self?: number) => ContentNeighbours {
  const scorer = contentScorer(data);
  const scores = new Float64Array(data.terms.rows);
  return (product, k, self = product) => {
    scorer.score(product, scores);
    scores[product] = scores[self] = 0;
    for (let y = 0; y < scores.length; y++) if (eligible[y] === 0) scores[y] = 0;
    const products = new TopK(k).of(scores);
    return { products, similarities: Float64Array.from(products, (y) => scores[y]) };
  };
}

/** [products, categories]: the path's categories by inverse document frequency, rows of length 1. */
function categoryTerms(paths: readonly (readonly number[])[], counted: number): Csr {
  const categories = paths.reduce((most, path) => path.reduce((m, c) => Math.max(m, c + 1), most), 0);
  const holders = new Int32Array(categories);
  for (const path of paths.slice(0, counted)) for (const category of path) holders[category]++;
  const idf = Float64Array.from(holders, (count) => Math.log((counted + 1) / (count + 1)));
  const sources: number[] = [];
  const targets: number[] = [];
  const values: number[] = [];
  paths.forEach((path, product) => {
    const length = Math.sqrt(path.reduce((sum, category) => sum + idf[category] ** 2, 0));
    if (length === 0) return;
    for (const category of path) {
      sources.push(product);
      targets.push(category);
      values.push(idf[category] / length);
    }
  });
  return csrFromEdges({
    rows: paths.length,
    width: categories,
    sources: Int32Array.from(sources),
    targets: Int32Array.from(targets),
    values: Float32Array.from(values),
  });
}

/** [products, labels]: 1 at each product's label. */
function oneTerm(labels: Int32Array): Csr {
  const known = Int32Array.from(labels.keys()).filter((product) => labels[product] >= 0);
  const width = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  return csrFromEdges({ rows: labels.length, width, sources: known, targets: known.map((product) => labels[product]) });
}
