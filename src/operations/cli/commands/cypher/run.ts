import { readFile } from 'node:fs/promises';
import {
  exploreLibrary,
  findStatement,
  hasWrittenLists,
  ownStatement,
  refuseUnknownIds,
  statementParameters,
  type ExploreStatement,
  type ParameterValue,
} from '../../../../storage/neo4j/index.js';
import { UsageError, messageOf, requireRegularFile } from '../../../../core/index.js';
import type { CliContext } from '../../command.js';
import type { OutputFormat } from '../../output-formats.js';
import { requireServers } from '../../servers.js';
import { withGraph } from '../../with-graph.js';
import { asObject, formatResult } from './statement-output.js';

export interface StatementRequest {
  /** The statement of the library with that name, or the one in that file. */
  readonly source: { readonly name: string } | { readonly file: string };
  /** Values of parameters as text, by name. */
  readonly given: ReadonlyMap<string, string>;
  /** Time limit, milliseconds. */
  readonly timeout: number;
  /** Most rows that are read. */
  readonly rows: number;
  readonly format: OutputFormat;
}

/** A statement that is to be run. */
interface Asked {
  readonly cypher: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** The library's statement, where it is one of its. */
  readonly statement?: ExploreStatement;
}

/** Lists the library. */
export function listStatements({ terminal }: CliContext): void {
  const library = exploreLibrary();
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

/** Prints a statement of the library with its header. */
export function showStatement({ terminal }: CliContext, name: string): void {
  const statement = findStatement(exploreLibrary(), name);
  const { parameters, ...rest } = statement;
  const described = parameters.map(({ standard, ...parameter }) => ({ ...parameter, standard: plain(standard) }));
  terminal.result({ ...rest, parameters: described }, () => statement.file.trimEnd());
}

/** Runs a statement, read-only, and prints its rows. */
export async function runStatement(context: CliContext, request: StatementRequest): Promise<void> {
  const { timeout, rows: most, format } = request;
  const { cypher, parameters, statement } = await askedStatement(request);
  const { terminal } = context;
  const servers = await requireServers(context);
  await withGraph(servers.neo4j, async (graph) => {
    if (statement !== undefined) await refuseUnknownIds(graph, statement, parameters);
    const result = await graph.runReadOnly(cypher, parameters, { timeout, rows: most });
    const { columns, rows, cut } = result;
    if (cut) terminal.note(`There are more than ${most.toLocaleString('en')} rows; --rows reads more.`);
    // The library's statements name properties that not every shop gives.
    if (statement === undefined) for (const oddity of result.oddities) terminal.note(oddity);
    if (cypher.includes(':Snapshot') && !(await hasWrittenLists(graph))) {
      terminal.note('No lists are in the graph yet: "alongside embed" writes them.');
    } else if (rows.length === 0 && statement?.nothing !== undefined) {
      terminal.note(statement.nothing);
    }
    terminal.result({ columns, rows: rows.map((row) => asObject(columns, row)), cut }, () =>
      formatResult(result, format),
    );
  });
}

async function askedStatement({ source, given }: StatementRequest): Promise<Asked> {
  if ('name' in source) {
    const statement = findStatement(exploreLibrary(), source.name);
    return { statement, cypher: statement.cypher, parameters: statementParameters(statement, given) };
  }
  const own = ownStatement(await readStatement(source.file), given);
  if (own.cypher.trim() !== '') return own;
  throw new UsageError('invalid-statement', `${source.file} is empty: it holds no statement.`, { path: source.file });
}

async function readStatement(path: string): Promise<string> {
  await requireRegularFile(path);
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError('file-unreadable', `${path} cannot be read: ${messageOf(cause)}.`, { path }, { cause });
  }
}

/** A default value as JSON has it: an integer of a header is small. */
function plain(value: ParameterValue): string | number | boolean {
  return typeof value === 'bigint' ? Number(value) : value;
}
