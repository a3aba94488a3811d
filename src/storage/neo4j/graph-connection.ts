import neo4j, { Neo4jError, type Driver, type QueryResult, type Record as Row, type ResultSummary } from 'neo4j-driver';
import { AlongsideError, messageOf, type ServerConnections } from '../../core/index.js';
import type { ParameterValue } from './explore/parameter-value.js';
import { runReadOnly, type ReadOnlyOptions, type ReadOnlyResult } from './explore/run-read-only.js';
import { StatementLibrary, type StatementName } from './statements.js';

export type Parameters = Readonly<Record<string, unknown>>;

const refused = new Error('the results were refused');

/**
 * One Neo4j database and the statements of `cypher/`, by name.
 *
 * Integers arrive as JavaScript numbers. Every value travels as a parameter; nothing is ever spliced into a statement.
 */
export class GraphConnection {
  private constructor(
    private readonly driver: Driver,
    private readonly statements: StatementLibrary,
  ) {}

  /** Connects and checks that the server answers; throws `graph-unreachable` with what to do. */
  static async open(where: ServerConnections['neo4j'], statements = new StatementLibrary()): Promise<GraphConnection> {
    const driver = driverFor(where);
    try {
      await driver.verifyConnectivity();
    } catch (cause) {
      await driver.close();
      throw new AlongsideError(
        'graph-unreachable',
        `Neo4j at ${where.uri} does not answer (${messageOf(cause)}). Start it with "alongside up", or check NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD.`,
        { uri: where.uri },
        { cause },
      );
    }
    return new GraphConnection(driver, statements);
  }

  /** A connection that is made by the first statement: whoever can do without the graph need not wait for it. */
  static lazy(where: ServerConnections['neo4j'], statements = new StatementLibrary()): GraphConnection {
    return new GraphConnection(driverFor(where), statements);
  }

  /** Runs a statement in a retried write transaction. */
  async write(name: StatementName, parameters: Parameters = {}): Promise<QueryResult> {
    const session = this.driver.session({ defaultAccessMode: neo4j.session.WRITE });
    try {
      return await session.executeWrite((tx) => tx.run(this.statements.text(name), parameters));
    } finally {
      await session.close();
    }
  }

  /**
   * Runs statements one after the other in one retried write transaction, sent without waiting in between.
   * Where `accept` refuses the results, nothing is written and the answer is undefined.
   */
  async writeTogether(
    statements: readonly (readonly [name: StatementName, parameters: Parameters])[],
    accept: (results: readonly QueryResult[]) => boolean,
  ): Promise<readonly QueryResult[] | undefined> {
    const session = this.driver.session({ defaultAccessMode: neo4j.session.WRITE });
    try {
      return await session.executeWrite(async (tx) => {
        const results = await Promise.all(
          statements.map(([name, parameters]) => tx.run(this.statements.text(name), parameters)),
        );
        // Leaving by an error is how the driver is told to roll back.
        if (!accept(results)) throw refused;
        return results;
      });
    } catch (error) {
      if (error === refused) return undefined;
      throw error;
    } finally {
      await session.close();
    }
  }

  /** Runs a statement outside a managed transaction: schema changes and `CALL {} IN TRANSACTIONS`. Never retried. */
  async writeImplicit(name: StatementName, parameters: Parameters = {}): Promise<ResultSummary> {
    const session = this.driver.session({ defaultAccessMode: neo4j.session.WRITE });
    try {
      return (await session.run(this.statements.text(name), parameters)).summary;
    } finally {
      await session.close();
    }
  }

  /** All rows of a small result. */
  async read(name: StatementName, parameters: Parameters = {}): Promise<Row[]> {
    const session = this.driver.session({ defaultAccessMode: neo4j.session.READ });
    try {
      return await session.executeRead(async (tx) => (await tx.run(this.statements.text(name), parameters)).records);
    } finally {
      await session.close();
    }
  }

  /**
   * All rows of a small result, if they come within a time. The server gives the statement up after that time, and so does this
   * side, be the server gone or silent. Never retried.
   *
   * @throws AlongsideError `graph-timeout`, `graph-unreachable`
   */
  async readWithin(name: StatementName, parameters: Parameters, milliseconds: number): Promise<Row[]> {
    const session = this.driver.session({ defaultAccessMode: neo4j.session.READ });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(graphTimeout(name, milliseconds));
      }, milliseconds);
    });
    try {
      const result = session.run(this.statements.text(name), parameters, { timeout: milliseconds });
      return (await Promise.race([result, late])).records;
    } catch (error) {
      throw asGraphFailure(error, name, milliseconds);
    } finally {
      clearTimeout(timer);
      // Not waited for: a server that does not answer does not close a session either.
      session.close().catch(() => undefined);
    }
  }

  /**
   * The rows of a large result as they arrive, at most `fetchSize` in memory. Leaving the loop early closes the session.
   */
  async *stream(name: StatementName, parameters: Parameters = {}, fetchSize = 1000): AsyncGenerator<Row, void> {
    const session = this.driver.session({ defaultAccessMode: neo4j.session.READ, fetchSize });
    try {
      for await (const row of session.run(this.statements.text(name), parameters)) yield row;
    } finally {
      await session.close();
    }
  }

  /** Runs any one statement that only reads, within a time limit; see `runReadOnly` for what it refuses. */
  runReadOnly(
    cypher: string,
    parameters: Readonly<Record<string, ParameterValue>>,
    options: ReadOnlyOptions,
  ): Promise<ReadOnlyResult> {
    return runReadOnly(this.driver, cypher, parameters, options);
  }

  async serverVersion(): Promise<string> {
    const { agent } = await this.driver.getServerInfo();
    return agent?.replace(/^Neo4j\//, '') ?? 'unknown';
  }

  async close(): Promise<void> {
    await this.driver.close();
  }
}

function driverFor({ uri, user, password }: ServerConnections['neo4j']): Driver {
  return neo4j.driver(uri, neo4j.auth.basic(user, password), {
    disableLosslessIntegers: true,
    maxConnectionPoolSize: 20,
    connectionTimeout: 10_000,
    maxTransactionRetryTime: 15_000,
    telemetryDisabled: true,
  });
}

function graphTimeout(statement: StatementName, milliseconds: number, cause?: unknown): AlongsideError {
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

function asGraphFailure(error: unknown, statement: StatementName, milliseconds: number): unknown {
  if (!(error instanceof Neo4jError)) return error;
  if (TIMED_OUT.includes(error.code)) return graphTimeout(statement, milliseconds, error);
  if (!UNREACHABLE.includes(error.code)) return error;
  return new AlongsideError('graph-unreachable', 'Neo4j does not answer.', { statement }, { cause: error });
}
