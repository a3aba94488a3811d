import { rankNewProducts, type NewProductColumns } from '../recommend/index.js';
import type { CandidateList, SnapshotReader } from '../snapshots/index.js';

/** Answers "which of the new arrivals go with x?" from a snapshot. */
export class NewProducts {
  private constructor(
    private readonly snapshot: SnapshotReader,
    private readonly arrivals: NewProductColumns,
    private readonly lines: Int32Array,
  ) {}

  static async load(snapshot: SnapshotReader, lines: Int32Array): Promise<NewProducts> {
    const { eventless, categoryOf } = snapshot.shared;
    const products = [...eventless].filter((product) => categoryOf[product] >= 0);
    const cards = await snapshot.cards(products);
    const arrivals: NewProductColumns = {
      products,
      categories: products.map((product) => categoryOf[product]),
      brands: cards.map(({ brand }) => brand),
    };
    return new NewProducts(snapshot, arrivals, lines);
  }

  async rank(
    product: number,
    list: CandidateList | undefined,
    limit: number,
  ): Promise<{ product: number; score: number }[]> {
    const { shared, manifest } = this.snapshot;
    const [{ brand }] = await this.snapshot.cards([product]);
    const { sameBrand } = manifest.ranking.prior;
    const category = shared.categoryOf[product];
    return rankNewProducts(this.arrivals, { product, category, brand, list, lines: this.lines, sameBrand, limit });
  }
}
