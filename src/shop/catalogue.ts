import { compareIds } from '../core/index.js';

/** The shop's products and categories as columns, both in the order of their ids: the node order of everything after. */
export interface Catalogue {
  readonly products: {
    readonly ids: readonly string[];
    readonly titles: readonly string[];
    readonly brands: readonly (string | null)[];
    /** NaN where the shop gave no price. */
    readonly prices: Float64Array;
    /** Number of the product's own category, -1 for none. */
    readonly categories: Int32Array;
    /** Pieces at hand, -1 where the shop does not say. */
    readonly stock: Int32Array;
    /** Profit as a share of the price, NaN where the shop does not say. */
    readonly margins: Float64Array;
    /** Sentence embeddings of the titles, one row a product, of length 1 or 0, where they were computed. */
    readonly titleVectors?: Float32Array;
  };
  readonly categories: {
    readonly ids: readonly string[];
    readonly names: readonly string[];
    /** Number of the parent, -1 for a root. */
    readonly parents: Int32Array;
  };
  readonly relations: readonly CategoryRelation[];
}

/** A merchant's word that categories go together. */
export interface CategoryRelation {
  readonly category: number;
  readonly related: number;
  readonly weight: number;
}

/** A catalogue as rows, in any order; ids are unique. */
export interface CatalogueRows {
  readonly products: readonly {
    readonly id: string;
    readonly title: string | null;
    readonly price: number | null;
    readonly brand: string | null;
    readonly category: string | null;
    readonly stock: number | null;
    readonly margin: number | null;
  }[];
  readonly categories: readonly { readonly id: string; readonly name: string | null; readonly parent: string | null }[];
  readonly relations: readonly { readonly category: string; readonly related: string; readonly weight: number }[];
}

/**
 * Numbers products and categories by the order of their ids, so that numbers do not depend on the order of the rows.
 *
 * @returns the catalogue, and for each product of it the row that it came from
 */
export function catalogueFromRows(rows: CatalogueRows): { catalogue: Catalogue; rowOf: Int32Array } {
  const categories = [...rows.categories].sort((a, b) => compareIds(a.id, b.id));
  const categoryNumber = new Map(categories.map(({ id }, i) => [id, i]));
  const numberOf = (id: string | null): number => (id === null ? -1 : (categoryNumber.get(id) ?? -1));
  const rowOf = Int32Array.from(rows.products.keys()).sort((a, b) =>
    compareIds(rows.products[a].id, rows.products[b].id),
  );
  const products = Array.from(rowOf, (row) => rows.products[row]);
  return {
    rowOf,
    catalogue: {
      products: {
        ids: products.map(({ id }) => id),
        titles: products.map(({ title }) => title ?? ''),
        brands: products.map(({ brand }) => brand),
        prices: Float64Array.from(products, ({ price }) => price ?? Number.NaN),
        categories: Int32Array.from(products, ({ category }) => numberOf(category)),
        stock: Int32Array.from(products, ({ stock }) => stock ?? -1),
        margins: Float64Array.from(products, ({ margin }) => margin ?? Number.NaN),
      },
      categories: {
        ids: categories.map(({ id }) => id),
        names: categories.map(({ id, name }) => name ?? id),
        parents: Int32Array.from(categories, ({ parent }) => numberOf(parent)),
      },
      relations: rows.relations.map(({ category, related, weight }) => ({
        category: numberOf(category),
        related: numberOf(related),
        weight,
      })),
    },
  };
}
