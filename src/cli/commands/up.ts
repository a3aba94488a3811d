import { join } from 'node:path';
import type { Command } from 'commander';
import { up, withoutPassword } from '../../stack/index.js';
import { command } from '../command.js';

interface UpOptions {
  readonly neo4j?: string;
}

/** `alongside up`: the local Neo4j and Redis of a home. */
export function upCommand(): Command {
  return command<UpOptions>(
    'up',
    'start the local Neo4j and Redis of this home (or use NEO4J_URI and REDIS_URL)',
    (self) => self.option('--neo4j <version>', 'Neo4j to run: 5.26 (Java 17 or 21) or 2026.08 (Java 25)'),
    async ({ home, env, terminal, signal }, { neo4j: neo4jVersion }) => {
      const { neo4j, redis, started } = await up({
        home,
        env,
        progress: terminal.progress,
        signal,
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
    },
  );
}
