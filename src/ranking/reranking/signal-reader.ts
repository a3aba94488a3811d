import {
  valuesInRow,
  type FirstStage,
  type PriorContext,
  type ProductVectors,
  type SignalSources,
} from '../candidates/index.js';
import { CategoryLiftRows } from '../../learning/cooccurrence/index.js';
import { orderedInnerProduct, type Csr } from '../../core/numerics/index.js';
/** The smallest share of the strongest candidate's value that `smooth` tells apart. */
const FLOOR = 0.01;
/** Signals that `readLabels` writes. */
const LABEL_SIGNALS = 3;

/** Reads the signals of one product's candidates at a time; buffers are reused from call to call. */
export class SignalReader {
  private readonly rarity: Float64Array;
  /** [products] the query product's content, dense while its candidates are read. */
  private readonly dense: Float64Array;
  private readonly lift: CategoryLiftRows;

  /** @param products that may be candidates: all if left out (see `AskingRows`) */
  constructor(
    private readonly sources: SignalSources,
    private readonly context: PriorContext,
    products: number = context.brandOf.length,
  ) {
    this.rarity = brandRarity(context.brandOf.subarray(0, products));
    this.lift = new CategoryLiftRows(context.lift);
    this.dense = new Float64Array(sources.content?.width ?? 0);
  }

  /** Writes [candidates × SIGNALS] into `into`, row-major. */
  read(product: number, { products, posterior, evidence }: FirstStage, into: Float64Array): void {
    const { context, sources } = this;
    const { logPopularity } = context;
    const { affinity, factors, lowPass, content, direction, logRecent } = sources;
    const lowPassed = lowPass === undefined ? undefined : this.lowPassed(product, products, lowPass);
    const directions = valuesOf(direction, product, products);
    if (content !== undefined) this.spread(content, product, 1);
    for (let i = 0, at = 0; i < products.length; i++) {
      const y = products[i];
      into[at++] = Math.log(posterior[i] + Number.MIN_VALUE);
      into[at++] = Math.log1p(evidence[i]);
      into[at++] = evidence[i] > 0 ? 1 : 0;
      into[at++] = innerProduct(affinity, product, affinity, y);
      into[at++] = factors === undefined ? 0 : innerProduct(factors, product, factors, y);
      into[at++] = lowPassed === undefined ? 0 : lowPassed[i];
      into[at++] = content === undefined ? 0 : this.overlap(content, y);
      this.readLabels(product, y, into, at);
      at += LABEL_SIGNALS;
      into[at++] = directions[i];
      into[at++] = logPopularity[y];
      into[at++] = logRecent === undefined ? 0 : logRecent[y];
    }
    if (content !== undefined) this.spread(content, product, 0);
  }

  /** Writes `categoryLift`, `brand` and `rareBrand` from `at` on. */
  private readLabels(product: number, y: number, into: Float64Array, at: number): void {
    const { categoryOf, brandOf } = this.context;
    const category = categoryOf[product];
    const brand = brandOf[product];
    const same = brand >= 0 && brandOf[y] === brand;
    into[at] = category < 0 ? 0 : this.lift.ofPair(category, categoryOf[y]);
    into[at + 1] = same ? 1 : 0;
    into[at + 2] = same ? this.rarity[brand] : 0;
  }

  private lowPassed(
    product: number,
    candidates: Int32Array,
    { entering, leaving }: NonNullable<SignalSources['lowPass']>,
  ): Float64Array {
    const values = Float64Array.from(candidates, (y) => Math.max(0, innerProduct(entering, product, leaving, y)));
    const most = values.reduce((a, b) => Math.max(a, b), Number.MIN_VALUE);
    return values.map((value) => Math.log(value / most + FLOOR));
  }

  /** Lays a content row out in the dense buffer, or with scale 0 clears it. */
  private spread({ offsets, columns, values }: Csr, product: number, scale: number): void {
    for (let e = offsets[product]; e < offsets[product + 1]; e++) this.dense[columns[e]] = scale * values[e];
  }

  private overlap({ offsets, columns, values }: Csr, y: number): number {
    let sum = 0;
    for (let e = offsets[y]; e < offsets[y + 1]; e++) sum += this.dense[columns[e]] * values[e];
    return sum;
  }
}

/** What a row of a sparse matrix holds for each of some columns; 0 for the absent, and for all where there is no matrix. */
function valuesOf(matrix: Csr | undefined, row: number, columns: Int32Array): Float64Array {
  return matrix === undefined ? new Float64Array(columns.length) : valuesInRow(matrix, matrix.values, row, columns);
}

function innerProduct(left: ProductVectors, x: number, right: ProductVectors, y: number): number {
  const { dimension } = left;
  return orderedInnerProduct(left.values, x * dimension, right.values, y * dimension, dimension);
}

/** Per brand, log(products / products of that brand). */
function brandRarity(brandOf: Int32Array): Float64Array {
  const counts = new Float64Array(brandOf.reduce((most, brand) => Math.max(most, brand + 1), 0));
  for (const brand of brandOf) if (brand >= 0) counts[brand]++;
  return counts.map((count) => Math.log(brandOf.length / Math.max(count, 1)));
}
