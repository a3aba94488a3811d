import { entryCount, type Csr } from '../../core/numerics/index.js';

/** What a method may learn from: a shop's training part in plain columns, products by number. */
export interface BaselineData {
  readonly products: number;
  /** What was bought together [baskets, products]; only which products a row holds counts. */
  readonly basketRows: Csr;
  /** What each user bought [users, products]; the same matrix where a user is a basket. */
  readonly userRows: Csr;
  /** Days from each basket to the newest [baskets]; zeros where there are no times. */
  readonly basketAgeDays: Float64Array;
  /** Category of each product [products], -1 for none. */
  readonly categoryOf: Int32Array;
  /** Categories of each product from its own to the root [products]. */
  readonly categoryPaths?: readonly Int32Array[];
  /** The category that stands for each product's where "another category" is decided [products], -1 for none. */
  readonly categoryGroupOf: Int32Array;
  /** Brand of each product [products], -1 for none. */
  readonly brandOf: Int32Array;
  /** Purchases of each product [products]. */
  readonly counts: Float64Array;
  /** 1 for each product that may be recommended [products]. */
  readonly eligible: Uint8Array;
  readonly titles?: readonly string[];
}

/** The rows that a method counts over. */
export type RowKind = 'basket' | 'user';

export function rowsOf(data: BaselineData, kind: RowKind): Csr {
  return kind === 'basket' ? data.basketRows : data.userRows;
}

/** The kinds of rows that differ in this shop: users alone where each is one basket. */
export function rowKinds({ basketRows, userRows }: BaselineData): readonly RowKind[] {
  return basketRows === userRows || sameShape(basketRows, userRows) ? ['user'] : ['basket', 'user'];
}

function sameShape(a: Csr, b: Csr): boolean {
  return (
    a.rows === b.rows && entryCount(a) === entryCount(b) && a.columns.every((column, e) => column === b.columns[e])
  );
}

const MANY_ENTRIES = 400_000;
const MANY_PRODUCTS = 40_000;

/** Whether the shop is large: tuning then looks at fewer configurations, each over baskets. */
export function isLarge({ products, userRows }: BaselineData): boolean {
  return entryCount(userRows) > MANY_ENTRIES || products > MANY_PRODUCTS;
}

/** The kinds of rows that tuning tries. */
export function tunedRowKinds(data: BaselineData): readonly RowKind[] {
  return isLarge(data) ? ['basket'] : rowKinds(data);
}

/** The decays that tuning tries, in days: where baskets reach back two months at least, several; else none. */
export function tunedDecays({ basketAgeDays }: BaselineData): readonly number[] {
  const oldest = basketAgeDays.reduce((most, age) => Math.max(most, age), 0);
  return oldest > 60 ? [0, 7, 14, 30, 60, 90] : [0];
}
