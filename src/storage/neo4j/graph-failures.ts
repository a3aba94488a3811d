import { Neo4jError } from 'neo4j-driver';
import { AlongsideError } from '../../core/index.js';
import type { StatementName } from './statements.js';

export function graphTimeout(statement: StatementName, milliseconds: number, cause?: unknown): AlongsideError {
  return new AlongsideError(
    'graph-timeout',
    `Neo4j did not answer within ${milliseconds} ms.`,
    { statement, milliseconds },
    { cause },
  );
}

/** What the driver says where the server ended a transaction at its time limit, and where there is no server. */
const TIMED_OUT = [
  'Neo.ClientError.Transaction.TransactionTimedOut',
  'Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration',
];
const UNREACHABLE = ['ServiceUnavailable', 'SessionExpired'];

/** An error of a statement with a time limit as ours, where it is that the server was slow or away. */
export function asGraphFailure(error: unknown, statement: StatementName, milliseconds: number): unknown {
  if (!(error instanceof Neo4jError)) return error;
  if (TIMED_OUT.includes(error.code)) return graphTimeout(statement, milliseconds, error);
  if (!UNREACHABLE.includes(error.code)) return error;
  return new AlongsideError('graph-unreachable', 'Neo4j does not answer.', { statement }, { cause: error });
}

/** Whether a statement was given up for want of time. */
export function isTimeout(error: unknown): boolean {
  return error instanceof AlongsideError && error.code === 'graph-timeout';
}
