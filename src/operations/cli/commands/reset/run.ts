import { emptyGraph } from '../../../../storage/neo4j/index.js';
import { clearQueues } from '../../../../storage/queue/index.js';
import { ModelStore } from '../../../../storage/models/index.js';
import { clearSnapshots } from '../../../../storage/redis/index.js';
import type { CliContext } from '../../command.js';
import { modelsFolder } from '../../models.js';
import { withGraph } from '../../with-graph.js';
import { withRedis } from '../../with-redis.js';

/** Empties all that a home keeps; its servers go on running. */
export async function runReset(context: CliContext): Promise<void> {
  await withRedis(context, async (redis, servers) => {
    await withGraph(servers.neo4j, async (graph) => {
      await clearQueues(servers);
      await emptyGraph(graph);
      await clearSnapshots(redis);
    });
  });
  await new ModelStore(modelsFolder(context)).clear();
  context.terminal.result({ reset: true }, () => 'The graph, the snapshots, the models and the queues are empty.');
}
