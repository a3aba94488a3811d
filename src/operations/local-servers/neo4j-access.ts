import neo4j, { type Driver, Neo4jError } from 'neo4j-driver';
import { neo4jUser } from '../home/index.js';

/** Of a new store: usable only to set another. */
const initialPassword = 'neo4j';

export type Neo4jAnswer = 'ready' | 'not-yet' | 'wrong-password';

/**
 * Asks a starting server once whether it answers with this password, and gives it that password if it still has the
 * initial one. At most two log-ins, since the server locks a user after three false ones.
 */
export async function enterNeo4j(uri: string, password: string): Promise<Neo4jAnswer> {
  const answer = await ask(uri, password, 'RETURN 1');
  if (answer !== 'wrong-password') return answer;
  const set = 'ALTER CURRENT USER SET PASSWORD FROM $old TO $new';
  const changed = await ask(uri, initialPassword, set, { old: initialPassword, new: password }, 'system');
  return changed === 'ready' ? await ask(uri, password, 'RETURN 1') : changed;
}

/** Runs one statement once; not by `executeQuery`, which would try again for half a minute. */
async function ask(
  uri: string,
  password: string,
  statement: string,
  parameters: Readonly<Record<string, string>> = {},
  database?: string,
): Promise<Neo4jAnswer> {
  try {
    await onDriver(uri, password, async (driver) => {
      const session = driver.session(database === undefined ? {} : { database });
      try {
        await session.run(statement, parameters);
      } finally {
        await session.close();
      }
    });
    return 'ready';
  } catch (error) {
    if (isAuthentication(error)) return 'wrong-password';
    if (isTransient(error)) return 'not-yet';
    throw error;
  }
}

async function onDriver<T>(uri: string, password: string, work: (driver: Driver) => Promise<T>): Promise<T> {
  const driver = neo4j.driver(uri, neo4j.auth.basic(neo4jUser, password), {
    maxTransactionRetryTime: 0,
    connectionTimeout: 5000,
    connectionAcquisitionTimeout: 5000,
    maxConnectionPoolSize: 1,
    telemetryDisabled: true,
  });
  try {
    return await work(driver);
  } finally {
    await driver.close();
  }
}

function isAuthentication(error: unknown): boolean {
  return error instanceof Neo4jError && error.code.startsWith('Neo.ClientError.Security.');
}

function isTransient(error: unknown): boolean {
  return (
    error instanceof Neo4jError &&
    (['ServiceUnavailable', 'SessionExpired'].includes(error.code) ||
      error.code.startsWith('Neo.TransientError.') ||
      error.code.startsWith('Neo.ClientError.Database.'))
  );
}
