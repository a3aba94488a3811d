import type { GraphConnection } from '../graph-connection.js';

/** Long enough for a million embeddings that lie there already. */
const MOST_SECONDS = 3600;

/**
 * Makes sure that there is a vector index for embeddings of this dimension, ready to be written to. One of another dimension
 * is replaced, and one that failed.
 */
export async function ensureEmbeddingIndex(graph: GraphConnection, dimension: number): Promise<void> {
  const index = (await graph.read('read/embedding-index')).at(0);
  if (index !== undefined && (index.dimension !== dimension || index.failed)) {
    await graph.writeImplicit('schema/drop-embedding-index');
  }
  await graph.writeImplicit('schema/embedding-index', { dimension });
  await graph.writeImplicit('schema/await-embedding-index', { seconds: MOST_SECONDS });
}
