import { entryCount, type Csr } from '../../../core/numerics/index.js';
import { randomBits, type RandomKey } from '../../../core/index.js';

/** Nodes of the graph of rows and products: a row, a product that it holds, and one that it most likely does not. */
export interface Triples {
  readonly row: Int32Array;
  readonly product: Int32Array;
  readonly negative: Int32Array;
}

/** A batch of triples as nodes of the graph: an even sample of the entries, each with an even negative product. */
export class BatchOfTriples implements Triples {
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

/**
 * The mean of -log σ(⟨row, product⟩ - ⟨row, negative⟩) over the triples, the loss of Bayesian personalised ranking (Rendle et
 * al., UAI 2009).
 *
 * @param vectors of all nodes [nodes × dimension]
 * @param gradient overwritten with the loss's gradient by the vectors, zero where the batch has no node
 */
export function rankingLoss(
  triples: Triples,
  vectors: Float32Array,
  dimension: number,
  gradient: Float32Array,
): number {
  gradient.fill(0);
  const batch = triples.row.length;
  let loss = 0;
  for (let t = 0; t < batch; t++) {
    const row = triples.row[t] * dimension;
    const product = triples.product[t] * dimension;
    const negative = triples.negative[t] * dimension;
    let margin = 0;
    for (let i = 0; i < dimension; i++) margin += vectors[row + i] * (vectors[product + i] - vectors[negative + i]);
    // log(1 + e^-margin) without overflow.
    loss += Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
    const slope = -1 / (1 + Math.exp(margin)) / batch;
    for (let i = 0; i < dimension; i++) {
      const own = vectors[row + i];
      gradient[row + i] += slope * (vectors[product + i] - vectors[negative + i]);
      gradient[product + i] += slope * own;
      gradient[negative + i] -= slope * own;
    }
  }
  return loss / batch;
}
