import { Option, type Command } from 'commander';
import { UsageError } from '../../../../core/index.js';
import type { StatementRequest } from './run.js';
import { command } from '../../command.js';
import { parseWhole } from '../../option-values.js';
import { OUTPUT_FORMATS, type OutputFormat } from '../../output-formats.js';

interface CypherOptions {
  readonly param?: string[];
  readonly file?: string;
  readonly show?: boolean;
  readonly timeout: string;
  readonly rows: string;
  readonly format: OutputFormat;
}

/** `alongside cypher`: the analysts' statements, listed, shown or run. */
export function cypherCommand(): Command {
  return command<CypherOptions>(
    'cypher',
    "list the analysts' statements, or run one: read-only and within a time limit",
    (self) =>
      self
        .argument('[name]', 'statement to run; left out, all are listed')
        .option('--param <key=value...>', "the statement's parameters; others keep their standard values")
        .option('--show', 'print the statement with its header, to paste into Neo4j Browser, and run nothing')
        .option('--file <path>', 'run the statement in this file instead')
        .option('--timeout <seconds>', 'time limit of the statement', '30')
        .option('--rows <number>', 'most rows that are read', '10000')
        .addOption(new Option('--format <kind>', 'how rows are written').choices(OUTPUT_FORMATS).default('table')),
    async (context, options, positional) => {
      const name = positional.at(0);
      if (name !== undefined && options.file !== undefined) {
        throw new UsageError('invalid-option', 'Name a statement, or a file with --file; not both.');
      }
      const source = name !== undefined ? { name } : options.file !== undefined ? { file: options.file } : undefined;
      if (source === undefined) {
        const { listStatements } = await import('./run.js');
        listStatements(context);
      } else if ('name' in source && options.show === true) {
        const { showStatement } = await import('./run.js');
        showStatement(context, source.name);
      } else {
        const request = { source, ...readRequest(options) };
        const { runStatement } = await import('./run.js');
        await runStatement(context, request);
      }
    },
  );
}

function readRequest(options: CypherOptions): Omit<StatementRequest, 'source'> {
  return {
    given: parseAssignments(options.param ?? []),
    timeout: 1000 * parseWhole('--timeout', options.timeout, 1, 86_400),
    rows: parseWhole('--rows', options.rows, 1, 1_000_000),
    format: options.format,
  };
}

function parseAssignments(assignments: readonly string[]): Map<string, string> {
  return new Map(
    assignments.map((assignment) => {
      const at = assignment.indexOf('=');
      if (at > 0) return [assignment.slice(0, at), assignment.slice(at + 1)];
      throw new UsageError('invalid-option', `--param takes key=value, not "${assignment}".`);
    }),
  );
}
