import type { Epoch, TouchedShop } from '../../../../src/ranking/pipeline/epoch/index.js';
import {
  InteractionTable,
  catalogueFromRows,
  productsTouched,
  type Catalogue,
  type Shop,
  type UserEvent,
} from '../../../../src/shop/index.js';
import { compareIds } from '../../../../src/core/index.js';

/** An event of a product by its id. */
export interface NamedEvent extends Omit<UserEvent, 'product'> {
  readonly user: string;
  readonly product: string;
}

export interface NamedProduct {
  readonly title: string;
  readonly brand: string | null;
  readonly category: string;
  readonly price: number | null;
}

/** A graph in memory: a catalogue and events that change. A deleted product's events stay, as what happened stays true. */
export class LivingShop {
  readonly products = new Map<string, NamedProduct>();
  readonly categories = new Map<string, string | null>();
  readonly events: NamedEvent[] = [];

  /** The shop as a full run reads it. */
  shop(): Shop {
    const { catalogue } = catalogueFromRows({
      products: [...this.products].map(([id, product]) => ({ id, ...product, stock: null, margin: null })),
      categories: [...this.categories].map(([id, parent]) => ({ id, name: id, parent })),
      relations: [],
    });
    const { table, users } = this.table(new Map(catalogue.products.ids.map((id, n) => [id, n])), () => true);
    return { catalogue, interactions: table.finish(), userIds: users };
  }

  /** What rows of some products read. */
  touched(epoch: Epoch, numbers: Numbers, ids: Iterable<string>): TouchedShop {
    const asked = [...ids].filter((id) => this.products.has(id));
    const products = Int32Array.from(asked, (id) => numbers.of(id)).sort();
    const wanted = new Set(asked);
    const users = new Set(this.events.filter(({ product }) => wanted.has(product)).map(({ user }) => user));
    const read = this.table(numbers.products, (user) => users.has(user));
    const guests = epoch.guests.map((id) => read.users.indexOf(id)).filter((user) => user >= 0);
    return {
      products,
      cards: this.cards(products, numbers),
      categories: this.categoriesNow(epoch.catalogue, numbers),
      known: numbers.products.size,
      interactions: read.table.finish({ frame: epoch.frame, guests }),
    };
  }

  /** Ids of the products that changes of events touch, these having been made. */
  touchedBy(epoch: Epoch, numbers: Numbers, changed: readonly NamedEvent[]): Set<string> {
    const named = [...numbers.products.keys()];
    const numbered = (event: NamedEvent): UserEvent => ({ ...event, product: numbers.of(event.product) });
    const touched = new Set<string>();
    for (const user of new Set(changed.map((event) => event.user))) {
      const now = this.events.filter((event) => event.user === user).map(numbered);
      const own = changed.filter((event) => event.user === user).map(numbered);
      for (const number of productsTouched(now, own, epoch.frame.finest)) touched.add(named[number]);
    }
    return touched;
  }

  private table(
    numbers: ReadonlyMap<string, number>,
    reads: (user: string) => boolean,
  ): { readonly table: InteractionTable; readonly users: string[] } {
    const byUser = new Map<string, UserEvent[]>();
    for (const { user, product, ...event } of this.events) {
      if (!reads(user)) continue;
      const number = numbers.get(product) ?? -1;
      byUser.set(user, [...(byUser.get(user) ?? []), { ...event, product: number }]);
    }
    const users = [...byUser.keys()].sort(compareIds);
    const table = new InteractionTable();
    for (const user of users) {
      table.startUser();
      table.addAll(byUser.get(user) ?? []);
    }
    return { table, users };
  }

  private cards(products: Int32Array, numbers: Numbers): Catalogue['products'] {
    const ids = [...numbers.products.keys()];
    const rows = Array.from(products, (number) => this.products.get(ids[number]));
    return {
      ids: Array.from(products, (number) => ids[number]),
      titles: rows.map((row) => row?.title ?? ''),
      brands: rows.map((row) => row?.brand ?? null),
      prices: Float64Array.from(rows, (row) => row?.price ?? Number.NaN),
      categories: Int32Array.from(rows, (row) => numbers.categories.get(row?.category ?? '') ?? -1),
      stock: new Int32Array(rows.length).fill(-1),
      margins: new Float64Array(rows.length).fill(Number.NaN),
    };
  }

  private categoriesNow({ categories }: Catalogue, numbers: Numbers): Catalogue['categories'] {
    const ids = [...numbers.categories.keys()];
    const parents = ids.map((id, number) =>
      number < categories.ids.length ? categories.parents[number] : numbers.parentOf(this.categories.get(id) ?? null),
    );
    return { ids, names: ids, parents: Int32Array.from(parents) };
  }
}

/** The numbers of products and categories: an epoch's, and what came since in the order of its coming. */
export class Numbers {
  readonly products: Map<string, number>;
  readonly categories: Map<string, number>;

  constructor({ products, categories }: Catalogue) {
    this.products = new Map(products.ids.map((id, number) => [id, number]));
    this.categories = new Map(categories.ids.map((id, number) => [id, number]));
  }

  add(product: string): void {
    if (!this.products.has(product)) this.products.set(product, this.products.size);
  }

  addCategory(category: string): void {
    if (!this.categories.has(category)) this.categories.set(category, this.categories.size);
  }

  of(product: string): number {
    return this.products.get(product) ?? -1;
  }

  parentOf(category: string | null): number {
    return category === null ? -1 : (this.categories.get(category) ?? -1);
  }
}
