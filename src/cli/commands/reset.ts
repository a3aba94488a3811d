import type { Command } from 'commander';
import { GraphConnection, emptyGraph } from '../../graph/index.js';
import { clearQueues } from '../../jobs/index.js';
import { UsageError } from '../../kernel/index.js';
import { ModelStore } from '../../model/index.js';
import { clearSnapshots, openRedis } from '../../snapshots/index.js';
import { command } from '../command.js';
import { modelsFolder } from '../models.js';
import { requireServers } from '../servers.js';

/** `alongside reset --yes`: empties the graph, the snapshots, the models and the queues of a home. */
export function resetCommand(): Command {
  return command<{ readonly yes?: boolean }>(
    'reset',
    'empty the graph, the snapshots, the models and the queues of this home',
    (self) => self.option('--yes', 'really do it: this cannot be undone'),
    async (context, { yes }) => {
      if (yes !== true) {
        throw new UsageError(
          'not-confirmed',
          'This removes every product, event, list and model of the home. Say --yes to do it.',
        );
      }
      const servers = await requireServers(context);
      const graph = await GraphConnection.open(servers.neo4j);
      const redis = await openRedis(servers.redis.url);
      try {
        await clearQueues(servers);
        await emptyGraph(graph);
        await clearSnapshots(redis);
        await new ModelStore(modelsFolder(context)).clear();
        context.terminal.result(
          { reset: true },
          () => 'The graph, the snapshots, the models and the queues are empty.',
        );
      } finally {
        redis.disconnect();
        await graph.close();
      }
    },
  );
}
