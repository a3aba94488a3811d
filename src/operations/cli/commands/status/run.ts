import type { Redis } from 'ioredis';
import { countGraph, type GraphSize } from '../../../../storage/neo4j/index.js';
import { countQueues, type QueueCounts } from '../../../../storage/queue/index.js';
import { findServers } from '../../../home/index.js';
import { AlongsideError, type ServerConnections } from '../../../../core/index.js';
import { LiveSnapshot, listSnapshots, openRedis } from '../../../../storage/redis/index.js';
import { stackStatus } from '../../../local-servers/index.js';
import type { CliContext } from '../../command.js';
import { withGraph } from '../../with-graph.js';

/** What is live, or null before the first embedding. */
type LiveStatus = {
  readonly snapshot: string;
  readonly model: string;
  readonly createdAt: string;
  /** Why it cannot be read, where it cannot. */
  readonly problem?: string;
} | null;

/** Asks every part how it is; none of them need run. */
export async function runStatus({ home, env, terminal }: CliContext): Promise<void> {
  const { neo4j, redis } = await stackStatus({ home, env });
  const servers = await findServers({ home, env });
  const graph = servers && neo4j?.running === true ? await withGraph(servers.neo4j, countGraph) : null;
  const queued = servers && redis?.running === true ? await queuesAndLive(servers) : null;
  const status = { neo4j, redis, graph, ...(queued ?? { live: null, queues: {} }), backlog: 0 };
  terminal.result(status, () =>
    [
      `Neo4j         ${serverLine({ ...neo4j, address: neo4j?.uri })}`,
      `Redis         ${serverLine({ ...redis, address: redis?.url })}`,
      `Graph         ${graph ? graphLine(graph) : '-'}`,
      `Live          ${liveLine(status.live)}`,
      ...(queued ? Object.entries(queued.queues).map(queueLine) : ['Queues        -']),
    ].join('\n'),
  );
}

async function queuesAndLive(
  servers: ServerConnections,
): Promise<{ live: LiveStatus; queues: Record<string, QueueCounts> }> {
  const redis = await openRedis(servers.redis.url);
  try {
    return { live: await liveStatus(redis), queues: await countQueues(servers) };
  } finally {
    redis.disconnect();
  }
}

async function liveStatus(redis: Redis): Promise<LiveStatus> {
  try {
    const { manifest } = await new LiveSnapshot(redis).current();
    return { snapshot: manifest.id, model: manifest.model.id, createdAt: manifest.createdAt };
  } catch (error) {
    if (!(error instanceof AlongsideError)) throw error;
    if (error.code === 'no-snapshot' || error.code === 'snapshot-missing') return null;
    const listed = (await listSnapshots(redis)).find(({ live }) => live);
    if (error.code !== 'snapshot-corrupt' || listed === undefined) throw error;
    return { snapshot: listed.id, model: listed.model.id, createdAt: listed.createdAt, problem: error.message };
  }
}

interface Server {
  readonly running?: boolean;
  readonly version?: string | null;
  readonly address: string | undefined;
}

function serverLine({ running, version, address }: Server): string {
  return running === true ? `${version ?? ''}  ${address ?? ''}`.trim() : 'not running: "alongside up" starts it';
}

function liveLine(live: LiveStatus): string {
  if (live === null) return 'no snapshot yet: run "alongside embed"';
  return live.problem ?? `snapshot ${live.snapshot}, model ${live.model}, ${live.createdAt}`;
}

function graphLine(size: GraphSize): string {
  const n = (count: number): string => count.toLocaleString('en');
  return `${n(size.users)} users, ${n(size.products)} products, ${n(size.categories)} categories, ${n(size.events)} events`;
}

function queueLine([name, { waiting, active, failed }]: [string, QueueCounts]): string {
  return `${`Queue ${name}`.padEnd(14)}${waiting} waiting, ${active} active, ${failed} failed`;
}
