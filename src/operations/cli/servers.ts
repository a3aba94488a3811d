import { AlongsideError, type ServerConnections } from '../../core/index.js';
import { findServers } from '../home/index.js';
import type { CliContext } from './command.js';

/** The servers that the environment names or that run for this home; throws `servers-not-running` with what to do. */
export async function requireServers(context: Pick<CliContext, 'home' | 'env'>): Promise<ServerConnections> {
  const servers = await findServers({ home: context.home, env: context.env });
  if (servers === undefined) {
    throw new AlongsideError(
      'servers-not-running',
      `No Neo4j and Redis run for the home ${context.home}. Start them with "alongside up", or set NEO4J_URI and REDIS_URL.`,
      { home: context.home },
    );
  }
  return servers;
}
