import { compareIds } from '../kernel/index.js';
import type { GraphConnection } from './graph-connection.js';

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

/** Internal node id → product number, -1 for a node that is no product. Valid only beside the export that made it. */
export type NodeNumbers = Int32Array;

/** Reads the catalogue. Product numbers follow the ids, so they do not depend on the order of insertion. */
export async function exportCatalogue(graph: GraphConnection): Promise<{ catalogue: Catalogue; nodes: NodeNumbers }> {
  const categoryRows = await graph.read('read/catalogue-categories');
  const categoryIds = categoryRows.map((row) => row.get('id') as string).sort(compareIds);
  const categoryNumber = new Map(categoryIds.map((id, i) => [id, i]));
  const names: string[] = Array.from(categoryIds);
  const parents = new Int32Array(categoryIds.length).fill(-1);
  for (const row of categoryRows) {
    const number = categoryNumber.get(row.get('id') as string) ?? -1;
    names[number] = (row.get('name') as string | null) ?? categoryIds[number];
    parents[number] = numberOf(categoryNumber, row.get('parent') as string | null);
  }

  const rows: ProductRow[] = [];
  for await (const row of graph.stream('read/catalogue-products', {}, 5000)) rows.push(row.toObject() as ProductRow);
  rows.sort((a, b) => compareIds(a.id, b.id));
  const nodes = new Int32Array(rows.reduce((most, row) => Math.max(most, row.node + 1), 0)).fill(-1);
  rows.forEach((row, number) => {
    nodes[row.node] = number;
  });

  const relations = (await graph.read('read/catalogue-relations')).map((row) => ({
    category: numberOf(categoryNumber, row.get('category') as string),
    related: numberOf(categoryNumber, row.get('related') as string),
    weight: row.get('weight') as number,
  }));
  const catalogue: Catalogue = {
    products: {
      ids: rows.map((row) => row.id),
      titles: rows.map((row) => row.title ?? ''),
      brands: rows.map((row) => row.brand),
      prices: Float64Array.from(rows, (row) => row.price ?? Number.NaN),
      categories: Int32Array.from(rows, (row) => numberOf(categoryNumber, row.category)),
    },
    categories: { ids: categoryIds, names, parents },
    relations,
  };
  return { catalogue, nodes };
}

interface ProductRow {
  readonly node: number;
  readonly id: string;
  readonly title: string | null;
  readonly price: number | null;
  readonly brand: string | null;
  readonly category: string | null;
}

function numberOf(numbers: ReadonlyMap<string, number>, id: string | null): number {
  return id === null ? -1 : (numbers.get(id) ?? -1);
}
