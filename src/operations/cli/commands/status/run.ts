import type { Redis } from 'ioredis';
import { countGraph } from '../../../../storage/neo4j/index.js';
import { countQueues, countWorkers } from '../../../../storage/queue/index.js';
import { knownServers } from '../../../home/index.js';
import { AlongsideError, type ServerConnections } from '../../../../core/index.js';
import { Intake } from '../../../../storage/intake/index.js';
import { LiveSnapshot, listSnapshots, openRedis } from '../../../../storage/redis/index.js';
import { stackStatus } from '../../../local-servers/index.js';
import type { CliContext } from '../../command.js';
import { withGraph } from '../../with-graph.js';
import { describeStatus, type LiveStatus, type Status } from './status-text.js';

/** Asks every part how it is; none of them need run. Exit code 1 where a server that should answer does not. */
export async function runStatus({ home, env, terminal }: CliContext): Promise<void> {
  const { neo4j, redis } = await stackStatus({ home, env });
  const servers = knownServers({ home, env });
  const graph = await whereUp(neo4j, servers.neo4j, (where) => withGraph(where, countGraph));
  const kept = (await whereUp(redis, servers.redis, inRedis)) ?? NOTHING_KEPT;
  const status = { neo4j, redis, graph, ...kept };
  terminal.result(status, () => describeStatus(status));
  if ([neo4j, redis].some((server) => typeof server?.problem === 'string')) process.exitCode = 1;
}

type Kept = Pick<Status, 'live' | 'queues' | 'workers' | 'backlog' | 'deadLetters'>;

const NOTHING_KEPT: Kept = { live: null, queues: {}, workers: {}, backlog: 0, deadLetters: 0 };

/** What a server that answers says; null where it does not. */
async function whereUp<Where, Value>(
  server: { readonly running: boolean } | null,
  where: Where | undefined,
  ask: (where: Where) => Promise<Value>,
): Promise<Value | null> {
  return where !== undefined && server?.running === true ? ask(where) : null;
}

async function inRedis(where: ServerConnections['redis']): Promise<Kept> {
  const redis = await openRedis(where.url);
  try {
    const [queues, workers] = [await countQueues({ redis: where }), await countWorkers({ redis: where })];
    const { stream, waiting, dead } = await new Intake(redis).backlog();
    return { live: await liveStatus(redis), queues, workers, backlog: stream + waiting, deadLetters: dead };
  } finally {
    redis.disconnect();
  }
}

async function liveStatus(redis: Redis): Promise<LiveStatus> {
  try {
    const { manifest } = await new LiveSnapshot(redis).current();
    const { id, model, createdAt, exposure, notes = [] } = manifest;
    return { snapshot: id, model: model.id, createdAt, exposure: exposure ?? null, notes };
  } catch (error) {
    if (!(error instanceof AlongsideError)) throw error;
    if (error.code === 'no-snapshot' || error.code === 'snapshot-missing') return null;
    const listed = (await listSnapshots(redis)).find(({ live }) => live);
    if (error.code !== 'snapshot-corrupt' || listed === undefined) throw error;
    return { snapshot: listed.id, model: listed.model.id, createdAt: listed.createdAt, problem: error.message };
  }
}
