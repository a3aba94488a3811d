import { AlongsideError, messageOf } from '../../core/index.js';

/** What neo4j-driver calls a server that is not there, or went away; and what a Neo4j says that is going or coming. */
const GRAPH =
  /^(ServiceUnavailable|SessionExpired|Neo\.TransientError\.General\.DatabaseUnavailable|Neo\.ClientError\.Cluster\.)/;
/** What ioredis says of a Redis that is not there, went away, or reads its data yet. */
const REDIS =
  /^(Connection is closed|Stream isn't writeable|Reached the max retries per request|LOADING|MASTERDOWN|UNBLOCKED|NR_CLOSED)/;
const SOCKET = ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'];

/**
 * An error that a job's work met, as one of ours where a server went away in the middle of it: `graph-unreachable` or
 * `redis-unreachable`, with which another attempt is worth while.
 */
export function asLostServer(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AlongsideError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error.name === 'Neo4jError' || 'gqlStatus' in error)
    return GRAPH.test(code) ? lost('graph-unreachable', error) : error;
  return REDIS.test(error.message) || SOCKET.includes(code) ? lost('redis-unreachable', error) : error;
}

function lost(code: 'graph-unreachable' | 'redis-unreachable', cause: Error): AlongsideError {
  const title = code === 'graph-unreachable' ? 'Neo4j' : 'Redis';
  return new AlongsideError(code, `${title} went away in the middle of the job (${messageOf(cause)}).`, {}, { cause });
}
