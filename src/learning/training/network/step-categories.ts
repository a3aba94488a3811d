import type { Tensor } from '../../onnx/index.js';
import { CategoryTables, type CategoryTableData } from './category-tables.js';

/** Numbers the categories of a step anew, from 0, so that its tables hold no others. */
export class StepCategories {
  readonly feeds: Readonly<Record<'lift' | 'blocked', Tensor>>;
  private readonly tables: CategoryTables;
  private queries = new Int32Array();

  constructor(
    private readonly data: CategoryTableData,
    batchSize: number,
    candidates: number,
  ) {
    // One more than there are categories: "none" is numbered too.
    const all = data.categories + 1;
    this.tables = new CategoryTables(data, Math.min(candidates, all), Math.min(batchSize, all));
    this.feeds = { lift: this.tables.lift, blocked: this.tables.blocked };
  }

  /** Writes the place of each query's category in the tables; candidates come next. */
  placeQueries(products: Int32Array, into: Int32Array): void {
    this.queries = this.place(products, into);
  }

  /** Writes the place of each candidate's category, and fills the tables. */
  placeCandidates(products: Int32Array, into: Int32Array): void {
    this.tables.fill(this.place(products, into), this.queries);
  }

  /** Writes the places, and answers the categories by place. */
  private place(products: Int32Array, into: Int32Array): Int32Array<ArrayBuffer> {
    const { categoryOf } = this.data;
    const places = new Map<number, number>();
    products.forEach((product, i) => {
      const category = categoryOf[product];
      const place = places.get(category) ?? places.size;
      if (place === places.size) places.set(category, place);
      into[i] = place;
    });
    return Int32Array.from(places.keys());
  }
}
