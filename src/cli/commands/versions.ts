import type { Command } from 'commander';
import { ModelStore } from '../../model/index.js';
import { listVersions, type Versions } from '../../serving/index.js';
import { openRedis } from '../../snapshots/index.js';
import { columns } from '../columns.js';
import { command } from '../command.js';
import { modelsFolder } from '../models.js';
import { requireServers } from '../servers.js';

/** `alongside versions`: the snapshots in Redis and the models of this home. */
export function versionsCommand(): Command {
  return command(
    'versions',
    'list snapshots and models, the newest first',
    () => undefined,
    async (context) => {
      const servers = await requireServers(context);
      const redis = await openRedis(servers.redis.url);
      try {
        const versions = await listVersions(redis, new ModelStore(modelsFolder(context)));
        context.terminal.result(versions, () => describe(versions));
      } finally {
        redis.disconnect();
      }
    },
  );
}

function describe({ snapshots, models }: Versions): string {
  const state = (live: boolean, expiresIn: number | null): string =>
    live ? 'live' : expiresIn === null ? '' : `gone in ${expiresIn} s`;
  return columns([
    ['', 'id', 'created', 'model', ''],
    ...snapshots.map((s) => ['snapshot', s.id, s.createdAt.slice(0, 19), s.model, state(s.live, s.expiresIn)]),
    ...models.map((m) => ['model', m.id, m.createdAt.slice(0, 19), '', m.live ? 'in use' : '']),
  ]);
}
