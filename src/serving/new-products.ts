import type { CandidateList, SnapshotReader } from '../snapshots/index.js';

/** Products that nobody bought or looked at yet, for the question "which of the new arrivals go with x?". */
export class NewProducts {
  private constructor(
    private readonly snapshot: SnapshotReader,
    private readonly products: readonly { readonly product: number; readonly brand: string | null }[],
    private readonly lines: Int32Array,
  ) {}

  static async load(snapshot: SnapshotReader, lines: Int32Array): Promise<NewProducts> {
    const { eventless, categoryOf } = snapshot.shared;
    const numbers = [...eventless].filter((product) => categoryOf[product] >= 0);
    const cards = await snapshot.cards(numbers);
    return new NewProducts(
      snapshot,
      cards.map(({ brand }, i) => ({ product: numbers[i], brand })),
      lines,
    );
  }

  /**
   * New products of the categories that the product's own list leans to, those of its brand first by the fitted weight.
   *
   * score(y) = share of y's category among the list's scores × e^ρ where both are of one brand; ties by product number.
   */
  async rank(
    product: number,
    list: CandidateList | undefined,
    limit: number,
  ): Promise<{ product: number; score: number }[]> {
    const { shared, manifest } = this.snapshot;
    const own = shared.categoryOf[product];
    const share = new Float64Array(shared.categories.ids.length);
    list?.categories.forEach((category, i) => (share[category] += list.scores[i]));
    const [{ brand }] = await this.snapshot.cards([product]);
    const sameBrand = Math.exp(manifest.ranking.prior.sameBrand);
    return this.products
      .filter((y) => y.product !== product && (own < 0 || this.lines[shared.categoryOf[y.product]] !== this.lines[own]))
      .map((y) => ({
        product: y.product,
        score: (share[shared.categoryOf[y.product]] + 1e-6) * (brand !== null && brand === y.brand ? sameBrand : 1),
      }))
      .sort((a, b) => b.score - a.score || a.product - b.product)
      .slice(0, limit);
  }
}
