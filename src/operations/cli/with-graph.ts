import type { ServerConnections } from '../../core/index.js';
import { GraphConnection } from '../../storage/neo4j/index.js';

/** Works with the graph, and lets go of it; throws what `GraphConnection.open` throws, with what to do. */
export async function withGraph<Value>(
  where: ServerConnections['neo4j'],
  work: (graph: GraphConnection) => Promise<Value>,
): Promise<Value> {
  const graph = await GraphConnection.open(where);
  try {
    return await work(graph);
  } finally {
    await graph.close();
  }
}
