import { join } from 'node:path';
import { withoutPassword } from '../../../home/index.js';
import { up } from '../../../local-servers/index.js';
import type { CliContext } from '../../command.js';

/** Starts the home's servers, Neo4j of that version or of the usual one. */
export async function runUp(
  { home, env, terminal, signal }: CliContext,
  neo4jVersion: string | undefined,
  durable: boolean | undefined,
): Promise<void> {
  const { neo4j, redis, started } = await up({
    home,
    env,
    progress: terminal.progress,
    signal,
    ...(durable === undefined ? {} : { durable }),
    ...(neo4jVersion === undefined ? {} : { neo4jVersion }),
  });
  const url = withoutPassword(redis.url);
  terminal.result(
    { neo4j: { uri: neo4j.uri, version: neo4j.version }, redis: { url, version: redis.version }, started },
    () =>
      [
        `Neo4j ${neo4j.version}  ${neo4j.uri}  (user ${neo4j.user})`,
        `Redis ${redis.version}  ${url}`,
        ...(neo4j.managed || redis.managed ? [`Passwords: ${join(home, 'stack.json')}`] : []),
      ].join('\n'),
  );
}
