import neo4j, { type Driver, type ManagedTransaction, type Session, type SessionMode } from 'neo4j-driver';
import { type ServerConnections, within, withinTime } from '../../core/index.js';
import { checkGraph, pingGraph } from './check-graph.js';
import { checkedRow } from './checked-row.js';
import type { ParameterValue } from './explore/parameter-value.js';
import { runReadOnly, type ReadOnlyOptions, type ReadOnlyResult } from './explore/run-read-only.js';
import { asGraphFailure, graphTimeout, isTimeout } from './graph-failures.js';
import type { RowStatement, StatementRows } from './statement-rows.js';
import { StatementLibrary, type StatementName } from './statements.js';

export type Parameters = Readonly<Record<string, unknown>>;

/** What is run: a statement by its name, with its parameters. */
export type Statement<Name extends StatementName = StatementName> = readonly [name: Name, parameters: Parameters];

const { READ, WRITE } = neo4j.session;

/** Milliseconds that the planning of one statement may take, which nobody waits for: seconds on a busy machine. */
const PLANNING = 120_000;

/** A graph that is read while others wait to write. */
export interface HeldGraph {
  /** Locks more. */
  readonly hold: (name: StatementName) => Promise<void>;
  readonly stream: <Name extends RowStatement>(name: Name) => AsyncGenerator<StatementRows[Name], void>;
}

/** A write transaction that is open. */
export interface GraphTransaction {
  readonly run: (name: StatementName, parameters: Parameters) => Promise<void>;
  readonly rows: <Name extends RowStatement>(name: Name, parameters: Parameters) => Promise<StatementRows[Name][]>;
}

/** Leaving a transaction by an error is how the driver is told to roll back. */
const refused = new Error('the rows were refused');

/**
 * One Neo4j database and the statements of `cypher/`, by name.
 *
 * Integers arrive as JavaScript numbers, and rows as the statement's schema has them; a row of another shape is refused with
 * `graph-row-invalid`. Every value travels as a parameter; nothing is ever spliced into a statement.
 */
export class GraphConnection {
  /** Statements that are planned beside at this moment. */
  private readonly planning = new Set<StatementName>();

  private constructor(
    private readonly driver: Driver,
    private readonly database: string | undefined,
    private readonly statements: StatementLibrary,
  ) {}

  /** Connects and checks that the server answers; throws what `checkGraph` throws, with what to do. */
  static async open(where: ServerConnections['neo4j'], statements = new StatementLibrary()): Promise<GraphConnection> {
    const driver = driverFor(where);
    try {
      await checkGraph(driver, where);
    } catch (cause) {
      // Not waited for: a server that is silent does not say farewell either.
      driver.close().catch(() => undefined);
      throw cause;
    }
    return new GraphConnection(driver, where.database, statements);
  }

  /** A connection that is made by the first statement: whoever can do without the graph need not wait for it. */
  static lazy(where: ServerConnections['neo4j'], statements = new StatementLibrary()): GraphConnection {
    return new GraphConnection(driverFor(where), where.database, statements);
  }

  /** All rows of a small result. */
  read<Name extends RowStatement>(name: Name, parameters: Parameters = {}): Promise<StatementRows[Name][]> {
    return this.inSession(READ, (session) => session.executeRead((tx) => this.rows(tx, name, parameters)));
  }

  /**
   * All rows of a small result, if they come within a time. The server gives the statement up after that time, and so does this
   * side, be the server gone or silent. Never retried. A statement that was given up is planned beside, without that limit: the
   * server caches a plan when it is made, so one that is ended each time before would never come to run.
   *
   * @throws AlongsideError `graph-timeout`, `graph-unreachable`
   */
  async readWithin<Name extends RowStatement>(
    name: Name,
    parameters: Parameters,
    milliseconds: number,
  ): Promise<StatementRows[Name][]> {
    const session = this.session(READ);
    try {
      const result = session.run(this.statements.text(name), parameters, { timeout: milliseconds });
      const { records } = await within(milliseconds, result, () => graphTimeout(name, milliseconds));
      return records.map((row) => checkedRow(name, row));
    } catch (error) {
      const failure = asGraphFailure(error, name, milliseconds);
      if (isTimeout(failure)) this.planBeside(name, parameters);
      throw failure;
    } finally {
      // Not waited for: a server that does not answer does not close a session either.
      session.close().catch(() => undefined);
    }
  }

  /**
   * Has the server plan a statement, and cache the plan. It is cached for parameters of these types, and of texts and lists for
   * those of like length: empty, of 1, of up to 10, of up to 100.
   *
   * @throws AlongsideError `graph-unreachable`
   */
  async plan(name: StatementName, parameters: Parameters): Promise<void> {
    const session = this.session(READ);
    try {
      await session.run(`EXPLAIN ${this.statements.text(name)}`, parameters, { timeout: PLANNING });
    } catch (error) {
      throw asGraphFailure(error, name, PLANNING);
    } finally {
      session.close().catch(() => undefined);
    }
  }

  private planBeside(name: StatementName, parameters: Parameters): void {
    if (this.planning.has(name)) return;
    this.planning.add(name);
    // A server that is away, or that cannot plan it, says so to whoever asks next.
    this.plan(name, parameters)
      .catch(() => undefined)
      .finally(() => this.planning.delete(name));
  }

  /** The rows of a large result as they arrive, at most `fetchSize` in memory. Leaving the loop early closes the session. */
  async *stream<Name extends RowStatement>(
    name: Name,
    parameters: Parameters = {},
    fetchSize = 1000,
  ): AsyncGenerator<StatementRows[Name], void> {
    const session = this.session(READ, fetchSize);
    try {
      for await (const row of session.run(this.statements.text(name), parameters)) yield checkedRow(name, row);
    } finally {
      await session.close();
    }
  }

  /** Runs a statement in a retried write transaction, for what it does. */
  write(name: StatementName, parameters: Parameters = {}): Promise<void> {
    return this.writeTogether([name, parameters]);
  }

  /** Runs a statement in a retried write transaction and answers its rows. */
  writeReturning<Name extends RowStatement>(name: Name, parameters: Parameters): Promise<StatementRows[Name][]> {
    return this.inSession(WRITE, (session) => session.executeWrite((tx) => this.rows(tx, name, parameters)));
  }

  /** Runs statements one after the other in one retried write transaction, sent without waiting in between. */
  writeTogether(...statements: readonly Statement[]): Promise<void> {
    return this.inSession(WRITE, (session) =>
      session.executeWrite(async (tx) => {
        await Promise.all(statements.map(([name, parameters]) => tx.run(this.statements.text(name), parameters)));
      }),
    );
  }

  /**
   * Does some work in one retried write transaction: all of it is in the graph, or none. Where the server asks for that the work
   * is done once more from its beginning.
   */
  transaction<Value>(work: (transaction: GraphTransaction) => Promise<Value>): Promise<Value> {
    const { statements } = this;
    return this.inSession(WRITE, (session) =>
      session.executeWrite((tx) =>
        work({
          run: async (name, parameters) => {
            await tx.run(statements.text(name), parameters);
          },
          rows: (name, parameters) => this.rows(tx, name, parameters),
        }),
      ),
    );
  }

  /** Runs two statements so; where `accept` refuses the rows of the second, nothing is written and the answer is false. */
  async writeWhere<Name extends RowStatement>(
    [first, itsParameters]: Statement,
    [name, parameters]: Statement<Name>,
    accept: (rows: readonly StatementRows[Name][]) => boolean,
  ): Promise<boolean> {
    try {
      await this.inSession(WRITE, (session) =>
        session.executeWrite(async (tx) => {
          const before = tx.run(this.statements.text(first), itsParameters);
          const [rows] = await Promise.all([this.rows(tx, name, parameters), before]);
          if (!accept(rows)) throw refused;
        }),
      );
      return true;
    } catch (error) {
      if (error === refused) return false;
      throw error;
    }
  }

  /** Runs a statement outside a managed transaction: schema changes and `CALL {} IN TRANSACTIONS`. Never retried. */
  async writeImplicit(name: StatementName, parameters: Parameters = {}): Promise<void> {
    await this.inSession(WRITE, (session) => session.run(this.statements.text(name), parameters));
  }

  /** Runs any one statement that only reads, within a time limit; see `runReadOnly` for what it refuses. */
  runReadOnly(
    cypher: string,
    parameters: Readonly<Record<string, ParameterValue>>,
    options: ReadOnlyOptions,
  ): Promise<ReadOnlyResult> {
    return runReadOnly(this.session(READ), cypher, parameters, options);
  }

  /** Whether the database answers in time. */
  answersWithin(milliseconds: number): Promise<boolean> {
    const answer = pingGraph(this.driver, this.database).catch(() => false);
    return withinTime(milliseconds, answer).then((answered) => answered === true);
  }

  /**
   * Reads while nobody, in this process or any other, writes what the statement locks. The transaction that holds the lock is
   * the one that reads, and is rolled back at the end, also where this process dies.
   */
  async holding<Value>(statement: StatementName, work: (held: HeldGraph) => Promise<Value>): Promise<Value> {
    const session = this.session(WRITE);
    try {
      // 0: for as long as it takes, whatever the server's own limit is.
      const transaction = await session.beginTransaction({ timeout: 0 });
      const { statements } = this;
      const hold = async (name: StatementName): Promise<void> => {
        await transaction.run(statements.text(name));
      };
      async function* stream<Name extends RowStatement>(name: Name): AsyncGenerator<StatementRows[Name], void> {
        for await (const row of transaction.run(statements.text(name))) yield checkedRow(name, row);
      }
      try {
        await hold(statement);
        return await work({ hold, stream });
      } finally {
        await transaction.rollback().catch(() => undefined);
      }
    } finally {
      await session.close();
    }
  }

  async serverVersion(): Promise<string> {
    const { agent } = await this.driver.getServerInfo();
    return agent?.replace(/^Neo4j\//, '') ?? 'unknown';
  }

  async close(): Promise<void> {
    await this.driver.close();
  }

  private session(defaultAccessMode: SessionMode, fetchSize = 1000): Session {
    const { database } = this;
    return this.driver.session({ defaultAccessMode, fetchSize, ...(database === undefined ? {} : { database }) });
  }

  private async rows<Name extends RowStatement>(
    tx: ManagedTransaction,
    name: Name,
    parameters: Parameters,
  ): Promise<StatementRows[Name][]> {
    const { records } = await tx.run(this.statements.text(name), parameters);
    return records.map((row) => checkedRow(name, row));
  }

  private async inSession<Result>(
    defaultAccessMode: SessionMode,
    work: (session: Session) => PromiseLike<Result>,
  ): Promise<Result> {
    const session = this.session(defaultAccessMode);
    try {
      return await work(session);
    } finally {
      await session.close();
    }
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
