import { catalogueFromRows, type Catalogue } from '../../shop/index.js';
import type { GraphConnection } from './graph-connection.js';
import type { StatementRows } from './statement-rows.js';

/** Internal node id → product number, -1 for a node that is no product. Valid only beside the export that made it. */
export type NodeNumbers = Int32Array;

/** Reads the catalogue. Product numbers follow the ids, so they do not depend on the order of insertion. */
export async function exportCatalogue(graph: GraphConnection): Promise<{ catalogue: Catalogue; nodes: NodeNumbers }> {
  const categories = await graph.read('read/catalogue-categories');
  const products: StatementRows['read/catalogue-products'][] = [];
  for await (const row of graph.stream('read/catalogue-products', {}, 5000)) products.push(row);
  const relations = await graph.read('read/catalogue-relations');
  const { catalogue, rowOf } = catalogueFromRows({ products, categories, relations });
  const nodes = new Int32Array(products.reduce((most, row) => Math.max(most, row.node + 1), 0)).fill(-1);
  rowOf.forEach((row, number) => (nodes[products[row].node] = number));
  return { catalogue, nodes };
}
