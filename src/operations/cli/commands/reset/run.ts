import { GraphConnection, emptyGraph } from '../../../../storage/neo4j/index.js';
import { clearQueues } from '../../../../storage/queue/index.js';
import { ModelStore } from '../../../../storage/models/index.js';
import { clearSnapshots, openRedis } from '../../../../storage/redis/index.js';
import type { CliContext } from '../../command.js';
import { modelsFolder } from '../../models.js';
import { requireServers } from '../../servers.js';

/** Empties all that a home keeps; its servers go on running. */
export async function runReset(context: CliContext): Promise<void> {
  const servers = await requireServers(context);
  const graph = await GraphConnection.open(servers.neo4j);
  const redis = await openRedis(servers.redis.url);
  try {
    await clearQueues(servers);
    await emptyGraph(graph);
    await clearSnapshots(redis);
    await new ModelStore(modelsFolder(context)).clear();
    context.terminal.result({ reset: true }, () => 'The graph, the snapshots, the models and the queues are empty.');
  } finally {
    redis.disconnect();
    await graph.close();
  }
}
