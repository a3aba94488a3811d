import type { GraphConnection } from '../graph-connection.js';

/** Makes sure that there is a vector index for embeddings of this dimension. One of another dimension is replaced. */
export async function ensureEmbeddingIndex(graph: GraphConnection, dimension: number): Promise<void> {
  const index = (await graph.read('read/embedding-dimension')).at(0);
  if (index !== undefined && index.get('dimension') !== dimension) {
    await graph.writeImplicit('schema/drop-embedding-index');
  }
  await graph.writeImplicit('schema/embedding-index', { dimension });
}
