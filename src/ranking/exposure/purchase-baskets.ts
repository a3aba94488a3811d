import { csrFromEdges, transpose, type Csr } from '../../core/numerics/index.js';
import { PURCHASE, type Interactions } from '../../shop/index.js';

/** What was bought together: the baskets that a shopkeeper would count by hand. */
export interface PurchaseBaskets {
  /** [baskets, products], baskets without a purchase being empty. */
  readonly contents: Csr;
  /** [products, baskets] */
  readonly holders: Csr;
  /** Baskets with a purchase. */
  readonly total: number;
  /** [products] baskets that hold each product. */
  readonly counts: Int32Array;
  /** [products] the same of the newest tenth of the baskets; of all where there are no times. */
  readonly recentCounts: Int32Array;
}

/** The purchases of a shop by basket: by order, else by session, day or customer, as its events are grouped. */
export function purchaseBaskets(
  { basket, product, kind, time, basketTime }: Interactions,
  products: number,
): PurchaseBaskets {
  const events = Int32Array.from(kind.keys()).filter((event) => kind[event] === PURCHASE);
  const contents = csrFromEdges({
    rows: basketTime.length,
    width: products,
    sources: events.map((event) => basket[event]),
    targets: events.map((event) => product[event]),
    combine: Math.max,
  });
  const newest = new Float64Array(contents.rows).fill(-Infinity);
  for (const event of events) {
    if (time[event] > newest[basket[event]]) newest[basket[event]] = time[event];
  }
  const filled = Int32Array.from(newest.keys()).filter((row) => contents.offsets[row + 1] > contents.offsets[row]);
  const times = Float64Array.from(filled, (row) => newest[row]).sort();
  const edge = times[times.length - Math.floor(times.length / 10) - 1] ?? -Infinity;
  return {
    contents,
    holders: transpose(contents),
    total: filled.length,
    counts: holding(contents, filled),
    recentCounts: holding(
      contents,
      filled.filter((row) => newest[row] >= edge),
    ),
  };
}

function holding({ offsets, columns, width }: Csr, rows: Int32Array): Int32Array {
  const counts = new Int32Array(width);
  for (const row of rows) for (let e = offsets[row]; e < offsets[row + 1]; e++) counts[columns[e]]++;
  return counts;
}
