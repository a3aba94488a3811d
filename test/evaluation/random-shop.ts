import fc from 'fast-check';
import { compareIds } from '../../src/core/index.js';
import { InteractionTable, catalogueFromRows, type Shop, type UserEvent } from '../../src/shop/index.js';

/** An event as a shop would write it. */
export interface EventRow {
  readonly user: string;
  readonly product: string;
  /** 0 purchase, 1 cart, 2 favorite, 3 view. */
  readonly kind: number;
  readonly order?: string | null;
  readonly day?: number | null;
  readonly seq?: number | null;
}

const DAY = 86_400_000;

/** A shop of the given events; product `cN` or `cN-anything` is of category `c`. */
export function shopOf(rows: readonly EventRow[], products: readonly string[] = []): Shop {
  const ids = [...new Set([...products, ...rows.map(({ product }) => product)])];
  const categoryOf = (id: string): string => id.slice(0, 1);
  const { catalogue } = catalogueFromRows({
    products: ids.map((id) => ({
      id,
      title: null,
      price: null,
      brand: null,
      category: categoryOf(id),
      stock: null,
      margin: null,
    })),
    categories: [...new Set(ids.map(categoryOf))].map((id) => ({ id, name: null, parent: null })),
    relations: [],
  });
  const userIds = [...new Set(rows.map(({ user }) => user))].sort(compareIds);
  const table = new InteractionTable();
  for (const user of userIds) {
    table.startUser();
    table.addAll(
      rows
        .filter((row) => row.user === user)
        .map(({ product, kind, order, day, seq }): UserEvent => ({
          product: catalogue.products.ids.indexOf(product),
          kind,
          order: order ?? null,
          session: null,
          time: day == null ? null : day * DAY,
          seq: seq ?? null,
        })),
    );
  }
  return { catalogue, interactions: table.finish(), userIds };
}

export type ShopStyle = 'orders' | 'dated orders' | 'days' | 'sequences';

const product = fc
  .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 5 }))
  .map(([line, n]) => `${line}${n}`);
const user = fc.integer({ min: 0, max: 9 }).map((n) => `u${n}`);

/** Rows of shops of one style, 40 to 160 events. */
export function randomRows(style: ShopStyle): fc.Arbitrary<EventRow[]> {
  const events = { minLength: 40, maxLength: 160 };
  const day = fc.integer({ min: 0, max: 9 });
  switch (style) {
    case 'orders':
      return fc.array(
        fc.record({ user, product, kind: fc.constant(0), order: fc.constantFrom('1', '2', '3') }).map(ofUser),
        events,
      );
    case 'dated orders':
      return fc.array(
        fc.record({ user, product, kind: fc.constantFrom(0, 0, 0, 3), day }).map((row) => {
          return row.kind === 0 ? { ...row, order: `${row.user}-${row.day}` } : row;
        }),
        events,
      );
    case 'days':
      return fc.array(fc.record({ user, product, kind: fc.integer({ min: 0, max: 3 }), day }), events);
    case 'sequences':
      return fc
        .array(fc.record({ user, product, kind: fc.constant(0) }), events)
        .map((rows) => rows.map((row, seq) => ({ ...row, seq })));
  }
}

function ofUser(row: EventRow & { order: string }): EventRow {
  return { ...row, order: `${row.user}-${row.order}` };
}
