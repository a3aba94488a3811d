import { ListExposure, purchaseBaskets, type PurchaseBaskets } from '../../../ranking/exposure/index.js';
import type { ProductLists } from '../../../ranking/types.js';
import type { Shop } from '../../../shop/index.js';
import type { SnapshotExposure } from '../../../storage/redis/index.js';

/** Places of a list that count: as many as are shown unless more are asked for. */
const SHOWN = 10;

/** Counts what the ready-made lists of a shop show, as they are made. */
export class CatalogueExposure {
  private readonly ids: readonly string[];
  private readonly baskets: PurchaseBaskets;
  private readonly tally: ListExposure;

  constructor({ catalogue, interactions }: Pick<Shop, 'catalogue' | 'interactions'>) {
    this.ids = catalogue.products.ids;
    this.baskets = purchaseBaskets(interactions, this.ids.length);
    this.tally = new ListExposure(this.baskets);
  }

  /** Counts the list of a product; one of a product that nobody bought is left out. */
  add({ product, list }: Pick<ProductLists, 'product' | 'list'>): void {
    if (this.baskets.counts[product] === 0) return;
    this.tally.add(product, list.products.subarray(0, SHOWN), this.baskets.recentCounts[product]);
  }

  /** What all lists so far show. */
  exposure(): SnapshotExposure {
    const { mostShown, mostFirst, ...shares } = this.tally.exposure();
    return { ...shares, mostShown: this.idOf(mostShown), mostFirst: this.idOf(mostFirst) };
  }

  private idOf(product: number): string | null {
    return product < 0 ? null : this.ids[product];
  }
}
