import { resolve } from 'node:path';
import { counted } from '../../../../core/index.js';
import { ModelStore } from '../../../../storage/models/index.js';
import { saveBackup } from '../../../backup/index.js';
import type { CliContext } from '../../command.js';
import { modelsFolder } from '../../models.js';
import { withGraph } from '../../with-graph.js';
import { withRedis } from '../../with-redis.js';

/** Saves a home into a folder. */
export async function runBackup(context: CliContext, to: string): Promise<void> {
  const { terminal, signal } = context;
  const folder = resolve(to);
  const models = new ModelStore(modelsFolder(context));
  const manifest = await withRedis(context, (redis, servers) =>
    withGraph(servers.neo4j, (graph) =>
      saveBackup(
        {
          graph,
          redis,
          models,
          now: () => new Date(),
          progress: terminal.progress,
          signal,
          note: (line) => {
            terminal.note(line);
          },
        },
        folder,
      ),
    ),
  );
  const { graph, watermark, live, keys, createdAt, files } = manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const saved = { folder, createdAt, watermark, graph, keys, live, models: manifest.models.length, bytes };
  terminal.result(
    saved,
    () =>
      `${folder} holds ${counted(graph.products, 'product')}, ${counted(graph.events, 'event')}, ${counted(saved.models, 'model')} and ${live === null ? 'no snapshot' : `the snapshot ${live}`} (${(bytes / 1e6).toFixed(1)} MB). Keep it apart: it names customers.`,
  );
}
