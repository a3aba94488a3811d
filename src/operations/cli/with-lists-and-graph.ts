import { TELL_ALL } from '../../ranking/explain/index.js';
import { openLists } from '../../serving/lists/index.js';
import type { UseParts } from '../../serving/insights/index.js';
import { GraphConnection } from '../../storage/neo4j/index.js';
import type { CliContext } from './command.js';
import { withRedis } from './with-redis.js';

/** Works with the live snapshot, the rules and the graph, which may be away, and lets go of them; numbers are exact. */
export function withListsAndGraph<Value>(
  context: CliContext,
  graphMilliseconds: number,
  work: (parts: UseParts) => Promise<Value>,
): Promise<Value> {
  return withRedis(context, async (redis, servers) => {
    const graph = GraphConnection.lazy(servers.neo4j);
    try {
      const opened = openLists(redis, { clock: () => new Date() });
      return await work({ ...opened, graph, minPeople: TELL_ALL, graphMilliseconds });
    } finally {
      await graph.close();
    }
  });
}
