import type { GraphConnection } from './graph-connection.js';

/** How much of each there is. */
export interface GraphSize {
  readonly users: number;
  readonly products: number;
  readonly categories: number;
  readonly events: number;
}

/** Counts from the database's own counters: fast however large the graph. */
export async function countGraph(graph: GraphConnection): Promise<GraphSize> {
  const [size] = await graph.read('read/count-graph');
  return size;
}

/** Removes all users, products, categories and what joins them; the constraints stay, other data is left alone. */
export async function emptyGraph(graph: GraphConnection): Promise<void> {
  // Relationships first: a node with a million of them would not fit into one transaction.
  await graph.writeImplicit('write/delete-relationships');
  await graph.writeImplicit('write/delete-nodes');
}
