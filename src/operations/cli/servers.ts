import { AlongsideError, type ServerConnections } from '../../core/index.js';
import { knownServers, withoutPassword } from '../home/index.js';
import type { CliContext } from './command.js';

/** The servers that the environment names or that run for this home; throws `servers-not-running` with what to do. */
export function requireServers({
  home,
  env,
  terminal,
}: Pick<CliContext, 'home' | 'env' | 'terminal'>): ServerConnections {
  const { neo4j, redis } = knownServers({ home, env });
  if (neo4j === undefined || redis === undefined) {
    const missing = neo4j !== undefined ? 'Redis runs' : redis !== undefined ? 'Neo4j runs' : 'Neo4j and Redis run';
    throw new AlongsideError(
      'servers-not-running',
      `No ${missing} for the home ${home}. Start what it needs with "alongside up", or set NEO4J_URI and REDIS_URL.`,
      { home },
    );
  }
  terminal.detail(`Neo4j ${neo4j.uri}, database ${neo4j.database ?? 'by default'}, user ${neo4j.user}`);
  terminal.detail(`Redis ${withoutPassword(redis.url)}`);
  return { neo4j, redis };
}
