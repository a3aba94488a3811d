declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Ids as the shop wrote them; only `shop/csv` makes them, from validated text. */
export type ProductId = Branded<'ProductId'>;
export type CategoryId = Branded<'CategoryId'>;
export type UserId = Branded<'UserId'>;

/** Orders ids by their UTF-16 code units: the same on every machine and locale. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
