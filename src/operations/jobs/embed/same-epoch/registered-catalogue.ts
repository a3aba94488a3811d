import type { Catalogue } from '../../../../shop/index.js';
import { numbersIn, type Register } from './register.js';

/** A catalogue by a register's numbers. */
export interface RegisteredCatalogue {
  /** Of a product that is no longer in the graph its last known card, without a category. */
  readonly catalogue: Catalogue;
  /** [products] 1 for those that are in the graph. */
  readonly present: Uint8Array;
}

/** The graph's catalogue by the register's numbers; what left the graph is told as the epoch had it. */
export function registeredCatalogue(register: Register, epoch: Catalogue, now: Catalogue): RegisteredCatalogue {
  const rowOf = numbersIn(now.products.ids, register.products);
  const categoryRow = numbersIn(now.categories.ids, register.categories);
  const categoryNumber = numbersIn(register.categories, now.categories.ids);
  const numberOf = (category: number): number => (category < 0 ? -1 : categoryNumber[category]);
  const { products } = now;
  const text = <Value>(column: readonly Value[], before: readonly Value[]): Value[] =>
    Array.from(rowOf, (row, number) => (row < 0 ? before[number] : column[row]));
  const amount = (column: Float64Array): Float64Array =>
    Float64Array.from(rowOf, (row) => (row < 0 ? Number.NaN : column[row]));
  return {
    present: Uint8Array.from(rowOf, (row) => (row < 0 ? 0 : 1)),
    catalogue: {
      products: {
        ids: register.products,
        titles: text(products.titles, epoch.products.titles),
        brands: text(products.brands, epoch.products.brands),
        prices: amount(products.prices),
        categories: rowOf.map((row) => (row < 0 ? -1 : numberOf(products.categories[row]))),
        stock: rowOf.map((row) => (row < 0 ? -1 : products.stock[row])),
        margins: amount(products.margins),
        ...(products.titleVectors === undefined
          ? {}
          : { titleVectors: rowsOf(products.titleVectors, products.ids.length, rowOf) }),
      },
      categories: {
        ids: register.categories,
        names: Array.from(categoryRow, (row, c) =>
          row < 0 ? (epoch.categories.names[c] ?? register.categories[c]) : now.categories.names[row],
        ),
        parents: categoryRow.map((row) => (row < 0 ? -1 : numberOf(now.categories.parents[row]))),
      },
      relations: now.relations.map(({ category, related, weight }) => ({
        category: numberOf(category),
        related: numberOf(related),
        weight,
      })),
    },
  };
}

function rowsOf(vectors: Float32Array, rows: number, wanted: Int32Array): Float32Array {
  const width = rows === 0 ? 0 : vectors.length / rows;
  const found = new Float32Array(wanted.length * width);
  wanted.forEach((row, i) => {
    if (row >= 0) found.set(vectors.subarray(row * width, (row + 1) * width), i * width);
  });
  return found;
}
