import { catalogueFromRows, type Catalogue } from '../../shop/index.js';
import type { GraphConnection } from './graph-connection.js';

/** Internal node id → product number, -1 for a node that is no product. Valid only beside the export that made it. */
export type NodeNumbers = Int32Array;

/** Reads the catalogue. Product numbers follow the ids, so they do not depend on the order of insertion. */
export async function exportCatalogue(graph: GraphConnection): Promise<{ catalogue: Catalogue; nodes: NodeNumbers }> {
  const categories = (await graph.read('read/catalogue-categories')).map((row) => row.toObject() as CategoryRow);
  const products: ProductRow[] = [];
  for await (const row of graph.stream('read/catalogue-products', {}, 5000)) {
    products.push(row.toObject() as ProductRow);
  }
  const relations = (await graph.read('read/catalogue-relations')).map((row) => row.toObject() as RelationRow);
  const { catalogue, rowOf } = catalogueFromRows({ products, categories, relations });
  const nodes = new Int32Array(products.reduce((most, row) => Math.max(most, row.node + 1), 0)).fill(-1);
  rowOf.forEach((row, number) => (nodes[products[row].node] = number));
  return { catalogue, nodes };
}

interface ProductRow {
  readonly node: number;
  readonly id: string;
  readonly title: string | null;
  readonly price: number | null;
  readonly brand: string | null;
  readonly category: string | null;
  readonly stock: number | null;
  readonly margin: number | null;
}

interface CategoryRow {
  readonly id: string;
  readonly name: string | null;
  readonly parent: string | null;
}

interface RelationRow {
  readonly category: string;
  readonly related: string;
  readonly weight: number;
}
