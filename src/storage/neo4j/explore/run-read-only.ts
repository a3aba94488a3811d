import { Neo4jError, type ResultSummary, type Session } from 'neo4j-driver';
import { AlongsideError, UsageError, within } from '../../../core/index.js';
import { checkPlan, showNotAllowed, steers } from './allowed-calls.js';
import { cypherTokens, isWord } from './cypher-tokens.js';
import type { ParameterValue } from './parameter-value.js';
import { plainValue } from './plain-value.js';
import { checkStatement } from './statement-checks.js';
import { tooLarge } from './too-large.js';

/** A result for reading: columns in the order of the statement, values as JSON has them. */
export interface ReadOnlyResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Whether there were more rows than asked for. */
  readonly cut: boolean;
  /** What the server finds odd: labels, types and properties that are nowhere in the graph. */
  readonly oddities: readonly string[];
}

export interface ReadOnlyOptions {
  /** Milliseconds after which the server ends the statement. */
  readonly timeout: number;
  /** Rows to read at most. */
  readonly rows: number;
}

/** On a line of its own, so that the columns of errors are the statement's. */
const EXPLAIN = 'EXPLAIN\n';

/** Beyond the time limit, this side waits for the server to say that it ended the statement. */
const GRACE = 1000;

/**
 * Runs one statement that only reads, once: whatever fails is not tried again. What the statement itself shows is checked first
 * (see `checkStatement`); then the server plans it, and one whose plan writes, changes the schema, steers the server or reads
 * what is no part of the graph is refused before it runs. It then runs in a transaction that may not write. All of it takes no
 * longer than its time limit, and a second. The session, one for reading, is closed.
 *
 * @throws UsageError `not-read-only`, `statement-not-allowed`, `statement-too-large`, `invalid-statement`; AlongsideError
 *   `statement-timeout`
 */
export async function runReadOnly(
  session: Session,
  cypher: string,
  parameters: Readonly<Record<string, ParameterValue>>,
  { timeout, rows }: ReadOnlyOptions,
): Promise<ReadOnlyResult> {
  const began = performance.now();
  const left = (): number => Math.max(1, Math.ceil(timeout - (performance.now() - began)));
  try {
    return await within(timeout + GRACE, plannedRun(session, cypher, parameters, { left, rows }), () =>
      timedOut(timeout),
    );
  } catch (error) {
    throw readError(error, timeout);
  } finally {
    // Not waited for: a server that does not answer does not close a session either.
    session.close().catch(() => undefined);
  }
}

async function plannedRun(
  session: Session,
  cypher: string,
  parameters: Readonly<Record<string, ParameterValue>>,
  { left, rows: most }: { readonly left: () => number; readonly rows: number },
): Promise<ReadOnlyResult> {
  checkStatement(cypher, parameters);
  const { summary } = await session.run(`${EXPLAIN}${cypher}`, parameters, { timeout: left() });
  const { plan, queryType } = summary;
  if (plan !== false && steers(plan)) throw notReadOnly();
  if (queryType !== 'r') throw isWord(cypherTokens(cypher).at(0), 'SHOW') ? showNotAllowed() : notReadOnly();
  if (plan !== false) checkPlan(plan);
  const oddities = odditiesOf(summary);
  const result = session.run(cypher, parameters, { timeout: left() });
  const columns = await result.keys();
  const rows: unknown[][] = [];
  for await (const record of result) {
    if (rows.length === most) return { columns, rows, cut: true, oddities };
    rows.push(columns.map((column) => plainValue(record.get(column))));
  }
  return { columns, rows, cut: false, oddities };
}

/** Misspelt names are no error to the server, only never found. */
function odditiesOf({ gqlStatusObjects }: ResultSummary): string[] {
  const odd = gqlStatusObjects.filter(({ classification }) => classification === 'UNRECOGNIZED');
  return [...new Set(odd.map(({ statusDescription }) => statusDescription.replace(/^warn: [^.]*\. /, '')))];
}

function readError(error: unknown, timeout: number): unknown {
  if (!(error instanceof Neo4jError)) return error;
  if (/TransactionTimedOut|Terminated/.test(error.code)) {
    return timedOut(timeout, error);
  }
  if (/OutOfMemory/.test(error.code)) {
    return tooLarge(
      'The statement needs more memory than a transaction may have. Ask for less, or for less at a time.',
    );
  }
  if (error.code === 'Neo.ClientError.Statement.AccessMode') return notReadOnly();
  if (error.code.startsWith('Neo.ClientError.Statement.') || error.code.startsWith('Neo.ClientError.Procedure.')) {
    return new UsageError('invalid-statement', ownWords(error.message), {}, { cause: error });
  }
  return error;
}

function timedOut(timeout: number, cause?: unknown): AlongsideError {
  return new AlongsideError(
    'statement-timeout',
    `The statement was ended after ${timeout / 1000} s. Ask for less, or give it longer with --timeout.`,
    { seconds: timeout / 1000 },
    { cause },
  );
}

function notReadOnly(): UsageError {
  return new UsageError('not-read-only', 'This statement would change something; only statements that read are run.');
}

/** The server's message without the EXPLAIN that stood before the statement. */
function ownWords(message: string): string {
  if (message.includes('execution mode')) return 'Leave EXPLAIN and PROFILE out: every statement is planned, then run.';
  return message.replace(
    /\(line (\d+), column (\d+) \(offset: (\d+)\)\)/,
    (_, line: string, column: string) => `(line ${Number(line) - 1}, column ${column})`,
  );
}
