import type { GraphConnection } from '../graph-connection.js';

/** Whether the graph holds the lists of any snapshot that readers may read. */
export async function hasWrittenLists(graph: GraphConnection): Promise<boolean> {
  return (await graph.read('read/kept-snapshots')).length > 0;
}
