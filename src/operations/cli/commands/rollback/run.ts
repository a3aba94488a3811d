import { messageOf } from '../../../../core/index.js';
import { ModelStore } from '../../../../storage/models/index.js';
import { rollBack, type RollBack } from '../../../../serving/lists/index.js';
import type { WriteBackResult } from '../../../../storage/queue/index.js';
import { snapshotGrace, writeSnapshotBack } from '../../../jobs/index.js';
import type { CliContext } from '../../command.js';
import { modelsFolder } from '../../models.js';
import { withGraph } from '../../with-graph.js';
import { withRedis } from '../../with-redis.js';

/** Moves `live` back at once, then brings the analysts' lists in the graph after it. */
export async function runRollback(context: CliContext, to: string | undefined, top: number): Promise<void> {
  const { terminal, env } = context;
  const models = new ModelStore(modelsFolder(context));
  const graceSeconds = snapshotGrace(env);
  await withRedis(context, async (redis, servers) => {
    const moved = await rollBack({ redis, models, graceSeconds }, to);
    terminal.note(`Snapshot ${moved.snapshot} of model ${moved.model} is live.`);
    const writeBack = await withGraph(servers.neo4j, (graph) =>
      writeSnapshotBack({ graph, redis, progress: terminal.progress, now: () => new Date() }, moved.snapshot, top),
    ).catch((error: unknown): WriteBackResult => ({ state: 'failed', reason: messageOf(error) }));
    terminal.result({ ...moved, writeBack }, () => describe(moved, writeBack));
  });
}

function describe({ model, modelInUse }: RollBack, writeBack: WriteBackResult): string {
  const next = modelInUse
    ? `Model ${model} is in use until the next training.`
    : `Model ${model} is not among the stored ones, so the next embedding takes another: see "alongside versions".`;
  return writeBack.state === 'failed'
    ? `${next}\nThe lists in Neo4j are those of the other snapshot still (${writeBack.reason}): the same rollback, named, brings them after.`
    : next;
}
