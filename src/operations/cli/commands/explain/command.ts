import type { Command } from 'commander';
import { command } from '../../command.js';
import { parseWhole } from '../../option-values.js';

interface ExplainOptions {
  readonly graphMilliseconds: string;
}

/** `alongside explain`: why one product is, or is not, on the list of another. */
export function explainCommand(): Command {
  return command<ExplainOptions>(
    'explain',
    'why Y is, or is not, on the list of X: counts, parts of the score, paths through the graph',
    (self) =>
      self
        .argument('<x>', 'product whose list it is')
        .argument('<y>', 'product that is, or is not, on it')
        .option('--graph-milliseconds <number>', 'milliseconds that Neo4j may take for the paths', '10000'),
    async (context, options, [x, y]) => {
      const graphMilliseconds = parseWhole('--graph-milliseconds', options.graphMilliseconds, 10, 60_000);
      const { runExplain } = await import('./run.js');
      await runExplain(context, { x, y, graphMilliseconds });
    },
  );
}
