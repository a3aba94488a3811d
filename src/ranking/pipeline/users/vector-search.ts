import { DenseProducts } from '../../../learning/onnx/index.js';
import { TopK } from '../../../core/numerics/index.js';
import type { PriorContext } from '../../candidates/index.js';
import type { EngineList } from '../rank/answer-queries.js';

/** Question vectors of one matrix product; the last block is padded, so a list does not depend on the others. */
const BLOCK = 128;

/** Where products lie, and which of them may be answered; a prepared shop is one. */
export interface ProductSpace {
  /** [products, dimension], unit rows. */
  readonly embeddings: Float32Array;
  readonly dimension: number;
  readonly inputs: { readonly context: PriorContext };
}

/** Who asks about what. */
export interface HistoryQuery {
  readonly product: number;
  /** The customer's products, never answered. */
  readonly history: readonly number[];
}

/** Answers vectors of customers with the products of other categories that are nearest by cosine. */
export class VectorSearch {
  private constructor(
    private readonly shop: ProductSpace,
    private readonly products: DenseProducts,
  ) {}

  static async open(shop: ProductSpace): Promise<VectorSearch> {
    return new VectorSearch(shop, await DenseProducts.open(shop.inputs.context.categoryOf.length));
  }

  /**
   * At most `limit` products to each question.
   *
   * @param vectors [questions, dimension], rows of length 1; a row of zeros has no answer
   */
  async lists(queries: readonly HistoryQuery[], vectors: Float32Array, limit: number): Promise<EngineList[]> {
    const { embeddings, dimension, inputs } = this.shop;
    const count = inputs.context.categoryOf.length;
    const block = new Float32Array(BLOCK * dimension);
    const scores = new Float32Array(BLOCK * count);
    const row = new Float64Array(count);
    const top = new TopK(limit);
    const found: EngineList[] = [];
    for (let first = 0; first < queries.length; first += BLOCK) {
      const rows = Math.min(BLOCK, queries.length - first);
      block.fill(0).set(vectors.subarray(first * dimension, (first + rows) * dimension));
      await this.products.multiplyTransposed(block, embeddings, dimension, scores);
      for (let q = 0; q < rows; q++) {
        this.admit(queries[first + q], scores.subarray(q * count, (q + 1) * count), row);
        const products = top.of(row);
        found.push({ products, scores: Float64Array.from(products, (product) => row[product]) });
      }
    }
    return found;
  }

  async close(): Promise<void> {
    await this.products.close();
  }

  /** row = scores of the products that may be answered, else 0; what points away is no answer either. */
  private admit({ product, history }: HistoryQuery, scores: Float32Array, row: Float64Array): void {
    const { eligible, categoryOf, categoryGroups } = this.shop.inputs.context;
    const own = categoryOf[product] < 0 ? -1 : categoryGroups[categoryOf[product]];
    for (let y = 0; y < row.length; y++) {
      row[y] = eligible[y] === 1 && categoryGroups[categoryOf[y]] !== own ? scores[y] : 0;
    }
    row[product] = 0;
    for (const taken of history) row[taken] = 0;
  }
}
