import type { ServerConnections } from '../../core/index.js';
import { GraphConnection } from '../../storage/neo4j/index.js';
import { checkRedis } from '../../storage/redis/index.js';

/**
 * Finds out that both servers can be used before work begins that would otherwise wait for them.
 *
 * @throws AlongsideError `redis-unreachable`, `graph-unreachable`, UsageError for a database that is not there: within five
 * seconds
 */
export async function checkServers({ neo4j, redis }: ServerConnections): Promise<void> {
  const graph = checkGraph(neo4j);
  graph.catch(() => undefined); // Redis is told of first, and not waited for Neo4j then.
  await checkRedis(redis.url, { writes: true });
  await graph;
}

async function checkGraph(where: ServerConnections['neo4j']): Promise<void> {
  const graph = await GraphConnection.open(where);
  await graph.close();
}
