import type { Command } from 'commander';
import { command } from '../../command.js';

interface UpFlags {
  readonly neo4j?: string;
  readonly durable?: boolean;
}

/** `alongside up`: the local Neo4j and Redis of a home. */
export function upCommand(): Command {
  return command<UpFlags>(
    'up',
    'start the local Neo4j and Redis of this home (or use NEO4J_URI and REDIS_URL)',
    (self) =>
      self
        .option('--neo4j <version>', 'Neo4j to run: 5.26 (Java 17 or 21) or 2026.08 (Java 25)')
        .option('--durable', 'let Redis answer a write once it is on the disk, from now on')
        .option('--no-durable', 'let it flush once a second again'),
    async (context, { neo4j, durable }) => {
      const { runUp } = await import('./run.js');
      await runUp(context, neo4j, durable);
    },
  );
}
