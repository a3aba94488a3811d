import { join, resolve } from 'node:path';
import type { Redis } from 'ioredis';
import { counted } from '../../../../core/index.js';
import type { GraphConnection } from '../../../../storage/neo4j/index.js';
import { ModelStore } from '../../../../storage/models/index.js';
import { LIVE_KEY } from '../../../../storage/redis/index.js';
import { restoreBackup, saveBackup, type BackupManifest } from '../../../backup/index.js';
import { writeSnapshotBack } from '../../../jobs/index.js';
import type { CliContext } from '../../command.js';
import { modelsFolder } from '../../models.js';
import { withGraph } from '../../with-graph.js';
import { withRedis } from '../../with-redis.js';

/** Brings a backup into a home, and the lists of its snapshot into the graph. */
export async function runRestore(context: CliContext, from: string, force: boolean): Promise<void> {
  const { terminal } = context;
  const folder = resolve(from);
  const { manifest, live } = await withRedis(context, (redis, servers) =>
    withGraph(servers.neo4j, (graph) => restoreHere(context, { redis, graph }, folder, force)),
  );
  const { graph, watermark, keys, modelInUse } = manifest;
  terminal.result(
    { folder, watermark, graph, keys, live, model: modelInUse },
    () => `${counted(graph.products, 'product')} and ${counted(graph.events, 'event')} of ${folder} are restored.`,
  );
}

async function restoreHere(
  context: CliContext,
  { redis, graph }: { readonly redis: Redis; readonly graph: GraphConnection },
  folder: string,
  force: boolean,
): Promise<{ readonly manifest: BackupManifest; readonly live: string | null }> {
  const { terminal, home } = context;
  const models = new ModelStore(modelsFolder(context));
  const now = (): Date => new Date();
  const note = (line: string): void => {
    terminal.note(line);
  };
  const parts = { graph, redis, models, now, note, progress: terminal.progress };
  const keepPresent = async (): Promise<string> => {
    const aside = join(home, 'before-restore', now().toISOString().replaceAll(':', '-'));
    await saveBackup({ ...parts, signal: context.signal }, aside);
    return aside;
  };
  const manifest = await restoreBackup({ ...parts, keepPresent: force ? keepPresent : undefined }, folder);
  const live = await redis.get(LIVE_KEY);
  if (live !== null) {
    const written = await writeSnapshotBack({ ...parts }, live, manifest.writeBack);
    if (written.state === 'failed') note(`Its lists are not in Neo4j yet (${written.reason}): run "alongside embed".`);
  }
  return { manifest, live };
}
