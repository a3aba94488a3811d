import { Neo4jError, type Driver } from 'neo4j-driver';
import { AlongsideError, UsageError, messageOf, type ServerConnections } from '../../core/index.js';
import {
  answerOrListener,
  isUntrusted,
  listenerNow,
  networkFault,
  type Listener,
  type ServerFault,
  neo4jAddress,
} from '../reachability/index.js';
import { graphFault } from './graph-fault.js';

/** Milliseconds for a connection, for the first sign of an answer (a collection of garbage may be in its way), and for it. */
const PATIENCE = { connection: 2000, sign: 1500, answer: 3000 };

/**
 * Finds out whether a Neo4j can be used, and otherwise why not, within four seconds.
 *
 * @throws AlongsideError `graph-unreachable` with the cause as `fault` and what to do; UsageError for a database that is not
 * there
 */
export async function checkGraph(driver: Driver, where: ServerConnections['neo4j']): Promise<void> {
  const address = neo4jAddress(where.uri);
  const unconnected = await networkFault(address, PATIENCE.connection);
  if (unconnected !== undefined) throw graphFault(where, unconnected);
  try {
    const asked = pingGraph(driver, where.database);
    const found = await answerOrListener(asked, address, 'neo4j', PATIENCE);
    if ('listener' in found) throw unanswered(where, found.listener);
  } catch (error) {
    if (error instanceof AlongsideError) throw error;
    throw await causeOf(where, error);
  }
}

/** Runs the least of statements in the database that will be worked in. */
export async function pingGraph(driver: Driver, database: string | undefined): Promise<true> {
  const session = driver.session({ ...(database === undefined ? {} : { database }), fetchSize: 1 });
  try {
    await session.run('RETURN 1');
    return true;
  } finally {
    // Not waited for: a server that does not answer does not close a session either.
    session.close().catch(() => undefined);
  }
}

function unanswered(where: ServerConnections['neo4j'], listener: Listener, error?: unknown): AlongsideError {
  return graphFault(where, faultBy(listener, neo4jAddress(where.uri).secure), error, listener);
}

async function causeOf(where: ServerConnections['neo4j'], error: unknown): Promise<AlongsideError> {
  const code = error instanceof Neo4jError ? error.code : '';
  if (code === 'Neo.ClientError.Database.DatabaseNotFound') {
    const { message, details } = graphFault(where, 'unknown-database');
    return new UsageError('invalid-option', message, details, { cause: error });
  }
  const known = KNOWN.find(([words]) => words.test(code));
  if (known !== undefined) return graphFault(where, known[1], error);
  if (code.startsWith('Neo.ClientError.Security.')) {
    return graphFault(where, where.password === '' ? 'no-password' : 'wrong-password', error);
  }
  if (neo4jAddress(where.uri).secure && isUntrusted(messageOf(error))) return graphFault(where, 'certificate', error);
  return unanswered(where, await listenerNow(neo4jAddress(where.uri)), error);
}

const KNOWN: readonly (readonly [RegExp, ServerFault])[] = [
  [/AuthenticationRateLimit$/, 'locked'],
  [/CredentialsExpired$/, 'expired'],
  [/DatabaseUnavailable$/, 'loading'],
];

function faultBy(listener: Listener, secure: boolean): ServerFault {
  if (listener === 'neo4j') return secure ? 'tls-not-expected' : 'other';
  if (listener === 'tls') return secure ? 'other' : 'tls-expected';
  return listener === 'silent' ? 'silent' : 'other-server';
}
