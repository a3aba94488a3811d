import { counted } from '../../../../core/index.js';
import type { GraphSize } from '../../../../storage/neo4j/index.js';
import type { QueueCounts } from '../../../../storage/queue/index.js';
import type { SnapshotExposure } from '../../../../storage/redis/index.js';
import type { StackStatus } from '../../../local-servers/index.js';

/** What is live, or null before the first embedding. */
export type LiveStatus = {
  readonly snapshot: string;
  readonly model: string;
  readonly createdAt: string;
  /** What all its lists show together, where that was counted. */
  readonly exposure?: SnapshotExposure | null;
  /** What is odd about the events that it was made from. */
  readonly notes?: readonly string[];
  /** Why it cannot be read, where it cannot. */
  readonly problem?: string;
} | null;

/** All that `status` finds out; what only a server could tell is null or empty where that server is away. */
export interface Status extends StackStatus {
  readonly graph: GraphSize | null;
  readonly live: LiveStatus;
  readonly queues: Readonly<Record<string, QueueCounts>>;
  /** Workers that are connected, by queue. */
  readonly workers: Readonly<Record<string, number>>;
  /** Accepted events that are not in the graph yet. */
  readonly backlog: number;
  /** Accepted events that cannot be written. */
  readonly deadLetters: number;
}

/** A status for reading. */
export function describeStatus(status: Status): string {
  const { neo4j, redis, graph, live, queues, workers } = status;
  return [
    `Neo4j         ${serverLine(neo4j, neo4j?.uri)}`,
    `Redis         ${serverLine(redis, redis?.url)}`,
    `Graph         ${graph ? graphLine(graph) : 'not known: Neo4j is away'}`,
    `Live          ${redis?.running === true ? liveLine(live) : 'not known: Redis is away'}`,
    ...(live?.notes ?? []).map((note) => `Events        ${note}`),
    ...(redis?.running === true
      ? [
          ...Object.entries(queues).map(([name, counts]) => queueLine(name, counts, workers[name])),
          ...intakeLine(status),
        ]
      : ['Queues        not known: Redis is away']),
  ].join('\n');
}

function serverLine(server: StackStatus['neo4j'] | StackStatus['redis'], address: string | undefined): string {
  if (server?.running === true) {
    const { version, restarts } = server;
    const again =
      restarts === null ? '' : `, ended by itself and started again: ${restarts.count}, last ${restarts.last}`;
    return `${version ?? ''}  ${address ?? ''}${again}`.trim();
  }
  return server?.problem ?? 'not running: "alongside up" starts it';
}

function liveLine(live: LiveStatus): string {
  if (live === null) return 'no snapshot yet: run "alongside embed"';
  return live.problem ?? `snapshot ${live.snapshot}, model ${live.model}, ${live.createdAt}${shown(live.exposure)}`;
}

/** Who stands on most lists, and who first. */
function shown(exposure: SnapshotExposure | null | undefined): string {
  if (exposure?.mostShown == null) return '';
  const { mostShown, maxExposure, mostFirst, maxFirst } = exposure;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return `; ${mostShown} is on ${percent(maxExposure)} of the lists, ${mostFirst ?? ''} first on ${percent(maxFirst)}`;
}

function graphLine(size: GraphSize): string {
  return [
    counted(size.users, 'user'),
    counted(size.products, 'product'),
    counted(size.categories, 'category', 'categories'),
    counted(size.events, 'event'),
  ].join(', ');
}

/** Only where there is something to say. */
function intakeLine({ backlog, deadLetters }: Status): string[] {
  if (backlog + deadLetters === 0) return [];
  const dead = deadLetters === 0 ? '' : `, ${counted(deadLetters, 'dead letter')}: "alongside events dead" says why`;
  return [`Intake        ${counted(backlog, 'event')} on the way to the graph${dead}`];
}

function queueLine(name: string, { waiting, active, failed }: QueueCounts, workers: number): string {
  const connected = workers === 0 ? 'no worker' : workers === 1 ? '1 worker' : `${workers} workers`;
  const look = failed === 0 ? '' : ': "alongside jobs --failed" says why';
  return `${`Queue ${name}`.padEnd(14)}${connected}, ${waiting} waiting, ${active} active, ${failed} failed${look}`;
}
