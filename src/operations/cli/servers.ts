import { AlongsideError, type ServerConnections } from '../../core/index.js';
import { StackFile, endedServers, environmentServers, knownServers, withoutPassword } from '../home/index.js';
import type { CliContext } from './command.js';

type Context = Pick<CliContext, 'home' | 'env' | 'terminal' | 'signal'>;

/**
 * The servers that the environment names or that run for this home, where those that ended by themselves are started again;
 * throws `servers-not-running` with what to do.
 */
export async function requireServers(context: Context): Promise<ServerConnections> {
  const { home, terminal } = context;
  const { neo4j, redis } = await foundServers(context);
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

async function foundServers({ home, env, terminal, signal }: Context): Promise<ReturnType<typeof knownServers>> {
  const known = knownServers({ home, env });
  if (known.neo4j !== undefined && known.redis !== undefined) return known;
  const named = environmentServers(env);
  const ended = endedServers(new StackFile(home).read(), named);
  if (ended.length === 0) return known;
  terminal.note(`${ended.join(' and ')} ended by itself and is started again`);
  const { reviveServers } = await import('../local-servers/index.js');
  await reviveServers({ home, env, progress: terminal.progress, signal }, named, new Date());
  return knownServers({ home, env });
}
