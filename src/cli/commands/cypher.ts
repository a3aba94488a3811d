import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import {
  exploreLibrary,
  findStatement,
  GraphConnection,
  hasWrittenLists,
  ownStatement,
  refuseUnknownIds,
  statementParameters,
  type ExploreStatement,
  type ParameterValue,
} from '../../graph/index.js';
import { UsageError, messageOf } from '../../kernel/index.js';
import { command, type CliContext } from '../command.js';
import { parseWhole } from '../option-values.js';
import { requireServers } from '../servers.js';
import { asObject, formatResult, OUTPUT_FORMATS, type OutputFormat } from '../statement-output.js';

interface CypherOptions {
  readonly param?: string[];
  readonly file?: string;
  readonly show?: boolean;
  readonly timeout: string;
  readonly rows: string;
  readonly format: OutputFormat;
}

/** A statement that is to be run. */
interface Asked {
  readonly cypher: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** The library's statement, where it is one of its. */
  readonly statement?: ExploreStatement;
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
      if (name === undefined && options.file === undefined) {
        listStatements(context, exploreLibrary());
      } else if (name !== undefined && options.show === true) {
        showStatement(context, findStatement(exploreLibrary(), name));
      } else {
        await runStatement(context, options, await askedStatement(name, options));
      }
    },
  );
}

function listStatements({ terminal }: CliContext, library: readonly ExploreStatement[]): void {
  const statements = library.map(({ name, title, question, parameters }) => ({
    name,
    title,
    question,
    parameters: parameters.map(({ standard, ...parameter }) => ({ ...parameter, standard: plain(standard) })),
  }));
  const width = Math.max(...library.map(({ name }) => name.length));
  terminal.result({ statements }, () =>
    [
      ...library.map(({ name, question }) => `${name.padEnd(width)}  ${question}`),
      '',
      'Run one with "alongside cypher NAME --param key=value"; --show prints it.',
    ].join('\n'),
  );
}

function showStatement({ terminal }: CliContext, statement: ExploreStatement): void {
  const { parameters, ...rest } = statement;
  const described = parameters.map(({ standard, ...parameter }) => ({ ...parameter, standard: plain(standard) }));
  terminal.result({ ...rest, parameters: described }, () => statement.file.trimEnd());
}

async function askedStatement(name: string | undefined, { file, param = [] }: CypherOptions): Promise<Asked> {
  const given = parseAssignments(param);
  if (name !== undefined) {
    const statement = findStatement(exploreLibrary(), name);
    return { statement, cypher: statement.cypher, parameters: statementParameters(statement, given) };
  }
  return ownStatement(await readStatement(file ?? ''), given);
}

async function readStatement(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError('file-unreadable', `${path} cannot be read: ${messageOf(cause)}.`, { path }, { cause });
  }
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

async function runStatement(
  context: CliContext,
  options: CypherOptions,
  { cypher, parameters, statement }: Asked,
): Promise<void> {
  const timeout = 1000 * parseWhole('--timeout', options.timeout, 1, 86_400);
  const most = parseWhole('--rows', options.rows, 1, 1_000_000);
  const { terminal } = context;
  const servers = await requireServers(context);
  const graph = await GraphConnection.open(servers.neo4j);
  try {
    if (statement !== undefined) await refuseUnknownIds(graph, statement, parameters);
    const result = await graph.runReadOnly(cypher, parameters, { timeout, rows: most });
    const { columns, rows, cut } = result;
    if (cut) terminal.note(`There are more than ${most.toLocaleString('en')} rows; --rows reads more.`);
    // The library's statements name properties that not every shop gives.
    if (statement === undefined) for (const oddity of result.oddities) terminal.note(oddity);
    if (rows.length === 0) {
      const listless = cypher.includes(':Snapshot') && !(await hasWrittenLists(graph));
      if (listless) terminal.note('No lists are in the graph yet: "alongside embed" writes them.');
      else if (statement?.nothing !== undefined) terminal.note(statement.nothing);
    }
    terminal.result({ columns, rows: rows.map((row) => asObject(columns, row)), cut }, () =>
      formatResult(result, options.format),
    );
  } finally {
    await graph.close();
  }
}

/** A default value as JSON has it: an integer of a header is small. */
function plain(value: ParameterValue): string | number | boolean {
  return typeof value === 'bigint' ? Number(value) : value;
}
