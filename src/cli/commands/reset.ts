import type { Command } from 'commander';
import { GraphConnection, emptyGraph } from '../../graph/index.js';
import { EmbedQueue } from '../../jobs/index.js';
import { UsageError } from '../../kernel/index.js';
import { clearSnapshots, openRedis } from '../../snapshots/index.js';
import { command } from '../command.js';
import { requireServers } from '../servers.js';

/** `alongside reset --yes`: empties the graph, the snapshots and the queue of a home. */
export function resetCommand(): Command {
  return command<{ readonly yes?: boolean }>(
    'reset',
    'empty the graph, the snapshots and the queue of this home',
    (self) => self.option('--yes', 'really do it: this cannot be undone'),
    async (context, { yes }) => {
      if (yes !== true) {
        throw new UsageError(
          'not-confirmed',
          'This removes every product, event and list of the home. Say --yes to do it.',
        );
      }
      const servers = await requireServers(context);
      const graph = await GraphConnection.open(servers.neo4j);
      const redis = await openRedis(servers.redis.url);
      const queue = new EmbedQueue(servers);
      try {
        await queue.clear();
        await emptyGraph(graph);
        await clearSnapshots(redis);
        context.terminal.result({ reset: true }, () => 'The graph, the snapshots and the queue are empty.');
      } finally {
        await queue.close();
        redis.disconnect();
        await graph.close();
      }
    },
  );
}
