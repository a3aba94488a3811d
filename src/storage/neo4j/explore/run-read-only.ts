import { Neo4jError, type Plan, type ResultSummary, type Session } from 'neo4j-driver';
import { AlongsideError, UsageError } from '../../../core/index.js';
import type { ParameterValue } from './parameter-value.js';
import { plainValue } from './plain-value.js';

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

/** Operators that change something, or read what is no part of the graph, though a plan counts them as reading. */
const REFUSED_OPERATORS = /^(TerminateTransactions|LoadCSV)/;

/**
 * Runs one statement that only reads. The server plans it first: one whose plan writes, changes the schema or steers the
 * server is refused before it runs. It then runs in a transaction that may not write, and not longer than its time limit. The
 * session, one for reading, is closed.
 *
 * @throws UsageError `not-read-only`, `invalid-statement`; AlongsideError `statement-timeout`
 */
export async function runReadOnly(
  session: Session,
  cypher: string,
  parameters: Readonly<Record<string, ParameterValue>>,
  { timeout, rows: most }: ReadOnlyOptions,
): Promise<ReadOnlyResult> {
  try {
    const { summary } = await session.run(`${EXPLAIN}${cypher}`, parameters, { timeout });
    if (summary.queryType !== 'r' || (summary.plan !== false && steers(summary.plan))) {
      throw new UsageError(
        'not-read-only',
        'This statement would change something; only statements that read are run.',
      );
    }
    const oddities = odditiesOf(summary);
    return await session.executeRead(
      async (tx) => {
        const result = tx.run(cypher, parameters);
        const columns = await result.keys();
        const rows: unknown[][] = [];
        for await (const record of result) {
          if (rows.length === most) return { columns, rows, cut: true, oddities };
          rows.push(columns.map((column) => plainValue(record.get(column))));
        }
        return { columns, rows, cut: false, oddities };
      },
      { timeout },
    );
  } catch (error) {
    throw readError(error, timeout);
  } finally {
    await session.close();
  }
}

function steers(plan: Plan): boolean {
  return REFUSED_OPERATORS.test(plan.operatorType) || plan.children.some(steers);
}

/** Misspelt names are no error to the server, only never found. */
function odditiesOf({ gqlStatusObjects }: ResultSummary): string[] {
  const odd = gqlStatusObjects.filter(({ classification }) => classification === 'UNRECOGNIZED');
  return [...new Set(odd.map(({ statusDescription }) => statusDescription.replace(/^warn: [^.]*\. /, '')))];
}

function readError(error: unknown, timeout: number): unknown {
  if (!(error instanceof Neo4jError)) return error;
  if (/TransactionTimedOut|Terminated/.test(error.code)) {
    return new AlongsideError(
      'statement-timeout',
      `The statement was ended after ${timeout / 1000} s. Ask for less, or give it longer with --timeout.`,
      { seconds: timeout / 1000 },
      { cause: error },
    );
  }
  if (error.code === 'Neo.ClientError.Statement.AccessMode') {
    return new UsageError('not-read-only', 'This statement would change something; only statements that read are run.');
  }
  if (error.code.startsWith('Neo.ClientError.Statement.') || error.code.startsWith('Neo.ClientError.Procedure.')) {
    return new UsageError('invalid-statement', ownWords(error.message), {}, { cause: error });
  }
  return error;
}

/** The server's message without the EXPLAIN that stood before the statement. */
function ownWords(message: string): string {
  if (message.includes('execution mode')) return 'Leave EXPLAIN and PROFILE out: every statement is planned, then run.';
  return message.replace(
    /\(line (\d+), column (\d+) \(offset: (\d+)\)\)/,
    (_, line: string, column: string) => `(line ${Number(line) - 1}, column ${column})`,
  );
}
