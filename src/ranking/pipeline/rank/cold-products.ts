import { TopK, addScaled, csrFromEdges, divideByLength, type Csr } from '../../../core/numerics/index.js';
import { pathToRoot, priceBands } from '../../../shop/index.js';
import type { Evidence, PairCounts } from '../../../learning/cooccurrence/index.js';
import type {
  ColdProductNeighbours,
  PriorContext,
  ProductVectors,
  RankedEvidence,
  SignalSources,
} from '../../candidates/index.js';
import type { Catalogue } from '../../../shop/index.js';
import { contentNeighbours, fitContent } from '../../../learning/factorisation/index.js';
import { hashTitles } from '../../../learning/text/index.js';

/** Products nearest in content that a cold-start product borrows from. */
const NEIGHBOURS = 20;
/** Pairs that a cold-start product borrows at most. */
const BORROWED_PAIRS = 200;

/** Rows of a catalogue that stand for products of its first rows, as these are now. */
export interface RowsNow {
  /** Rows of the catalogue that say what is near and how content weighs; the others only ask. */
  readonly counted: number;
  /** [products] of each row, the row of the same product among the first, or its own. */
  readonly standsFor: Int32Array;
}

/**
 * For each product that was seen with no other: the products nearest in content that were, with weights that sum to 1; empty
 * rows for all others, and where nothing is near.
 */
export function coldProductNeighbours(
  catalogue: Catalogue,
  { mass }: Pick<Evidence, 'mass'>,
  { brandOf }: Pick<PriorContext, 'brandOf'>,
  { counted, standsFor }: Partial<RowsNow> = {},
): Csr {
  const { products, categories } = catalogue;
  const count = products.ids.length;
  const known = counted ?? count;
  const paths = Array.from(products.categories, (category) => pathToRoot(categories, category));
  const content = fitContent({
    categoryPaths: paths,
    brandOf,
    priceBandOf: priceBands(
      products.prices,
      Int32Array.from(paths, (path) => path.at(-1) ?? -1),
      { counted: known },
    ),
    titles: hashTitles(products.titles, undefined, known).weights,
    counted: known,
  });
  const nearest = contentNeighbours(
    content,
    Uint8Array.from(mass, (m, product) => (m > 0 && product < known ? 1 : 0)),
  );
  const sources: number[] = [];
  const targets: number[] = [];
  const weights: number[] = [];
  for (let product = counted === undefined ? 0 : known; product < count; product++) {
    if (mass[product] > 0) continue;
    const found = nearest(product, NEIGHBOURS, standsFor?.[product]);
    // Squared: the nearest few speak louder than a tail that shares a department.
    const total = found.similarities.reduce((sum, similarity) => sum + similarity ** 2, 0);
    found.products.forEach((neighbour, i) => {
      sources.push(product);
      targets.push(neighbour);
      weights.push(found.similarities[i] ** 2 / total);
    });
  }
  return csrFromEdges({
    rows: count,
    width: count,
    sources: Int32Array.from(sources),
    targets: Int32Array.from(targets),
    values: Float32Array.from(weights),
  });
}

/** The evidence with a row for each cold-start product: the mean of its neighbours', as if it were bought as they are. */
export function borrowEvidence(
  evidence: Omit<RankedEvidence, 'uncut'>,
  neighbours: Csr,
): Omit<RankedEvidence, 'uncut'> {
  const { pairs, baskets, basketTotal } = evidence;
  const rows = pairs.rows;
  const offsets = new Float64Array(rows + 1);
  const borrowed = new Map<number, { columns: Int32Array; values: Float32Array }>();
  const sum = new Float64Array(rows);
  const strongest = new TopK(BORROWED_PAIRS, -Infinity);
  for (let row = 0; row < rows; row++) {
    let length = pairs.offsets[row + 1] - pairs.offsets[row];
    if (neighbours.offsets[row + 1] > neighbours.offsets[row]) {
      const made = meanRow(pairs, neighbours, row, sum, strongest);
      borrowed.set(row, made);
      length = made.columns.length;
    }
    offsets[row + 1] = offsets[row] + length;
  }
  const columns = new Int32Array(offsets[rows]);
  const values = new Float32Array(offsets[rows]);
  const counts = noCounts(offsets[rows]);
  for (let row = 0; row < rows; row++) {
    const made = borrowed.get(row);
    const from = pairs.offsets[row];
    const to = pairs.offsets[row + 1];
    columns.set(made?.columns ?? pairs.columns.subarray(from, to), offsets[row]);
    values.set(made?.values ?? pairs.values.subarray(from, to), offsets[row]);
    if (made !== undefined) continue;
    for (const name of COUNTS) counts[name].set(evidence[name].subarray(from, to), offsets[row]);
  }
  return { pairs: { rows, width: pairs.width, offsets, columns, values }, ...counts, baskets, basketTotal };
}

const COUNTS = ['together', 'people', 'sessions', 'sessionPeople'] as const satisfies readonly (keyof PairCounts)[];

function noCounts(length: number): PairCounts {
  return {
    together: new Int32Array(length),
    people: new Uint8Array(length),
    sessions: new Int32Array(length),
    sessionPeople: new Uint8Array(length),
  };
}

/** @param sum zeros; left as zeros */
function meanRow(
  pairs: Csr,
  neighbours: Csr,
  row: number,
  sum: Float64Array,
  strongest: TopK,
): { columns: Int32Array; values: Float32Array } {
  const touched: number[] = [];
  for (let n = neighbours.offsets[row]; n < neighbours.offsets[row + 1]; n++) {
    const neighbour = neighbours.columns[n];
    for (let e = pairs.offsets[neighbour]; e < pairs.offsets[neighbour + 1]; e++) {
      const y = pairs.columns[e];
      if (sum[y] === 0) touched.push(y);
      sum[y] += neighbours.values[n] * pairs.values[e];
    }
  }
  const ordered = Int32Array.from(touched).sort();
  const strengths = Float64Array.from(ordered, (y) => sum[y]);
  for (const y of touched) sum[y] = 0;
  const kept = strongest.ascending(strengths);
  return {
    columns: kept.map((place) => ordered[place]),
    values: Float32Array.from(kept, (place) => strengths[place]),
  };
}

/**
 * Vectors with each cold-start product's row replaced by the mean of its neighbours', or by that mean and its own where `own` is
 * set, all of length 1 first.
 */
export function borrowVectors(vectors: ProductVectors, neighbours: Csr, own: boolean): ProductVectors {
  const { dimension } = vectors;
  const values = vectors.values.slice();
  const mean = new Float64Array(dimension);
  for (let row = 0; row < neighbours.rows; row++) {
    const from = neighbours.offsets[row];
    const to = neighbours.offsets[row + 1];
    if (from === to) continue;
    mean.fill(0);
    for (let n = from; n < to; n++) {
      addScaled(mean, neighbours.values[n], vectors.values, neighbours.columns[n] * dimension);
    }
    divideByLength(mean);
    if (own) {
      addScaled(mean, 1, vectors.values, row * dimension);
      divideByLength(mean);
    }
    values.set(mean, row * dimension);
  }
  return { dimension, values };
}

/** All that the second stage reads, cold-start products placed among their neighbours. */
export function borrowSources(sources: SignalSources, neighbours: Csr, own: boolean): SignalSources {
  const { affinity, factors, lowPass } = sources;
  return {
    ...sources,
    affinity: borrowVectors(affinity, neighbours, own),
    ...(factors === undefined ? {} : { factors: borrowVectors(factors, neighbours, false) }),
    ...(lowPass === undefined
      ? {}
      : {
          lowPass: {
            entering: borrowVectors(lowPass.entering, neighbours, false),
            leaving: borrowVectors(lowPass.leaving, neighbours, false),
          },
        }),
  };
}

/** Cold-start products of a shop at most for each product to have a list of them: past it scoring them all for each takes too long. */
const MOST_LISTED = 50_000;

/** Whether each listed product is to have a list of cold-start products; says so where they are too many. */
export function listsColdProducts({ products }: ColdProductNeighbours, note: (line: string) => void): boolean {
  if (products.length > MOST_LISTED) {
    note(
      `${products.length} products have no event yet, more than ${MOST_LISTED}: which of them go with a product is answered by its category.`,
    );
  }
  return products.length > 0 && products.length <= MOST_LISTED;
}

/** What ranking cold-start products as candidates reads: whom they borrow from, and how much their neighbours are bought. */
export function coldProductCandidates(
  neighbours: Csr,
  { logPopularity, logDemand, categoryOf }: PriorContext,
  popularity: Float64Array,
): ColdProductNeighbours {
  const products = Int32Array.from(popularity.keys()).filter(
    (product) => popularity[product] === 0 && categoryOf[product] >= 0,
  );
  return {
    neighbours,
    products,
    logPopularity: borrowLogarithms(logPopularity, neighbours),
    logDemand: borrowLogarithms(logDemand, neighbours),
  };
}

/** The values with each cold-start product's replaced by the mean of its neighbours'. */
function borrowLogarithms(values: Float32Array, neighbours: Csr): Float32Array {
  const borrowed = new Float32Array(values);
  for (let row = 0; row < neighbours.rows; row++) {
    let sum = 0;
    for (let n = neighbours.offsets[row]; n < neighbours.offsets[row + 1]; n++) {
      sum += neighbours.values[n] * values[neighbours.columns[n]];
    }
    if (neighbours.offsets[row + 1] > neighbours.offsets[row]) borrowed[row] = sum;
  }
  return borrowed;
}
