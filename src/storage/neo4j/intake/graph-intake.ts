import { AlongsideError } from '../../../core/index.js';
import type { IdentifiedEvent } from '../../../shop/csv/index.js';
import { EVENT_TYPES, type EventType } from '../../../shop/index.js';
import type { GraphConnection, GraphTransaction } from '../graph-connection.js';
import { eventColumns } from '../import/event-columns.js';
import { isConstraintViolation, verbs } from '../import/event-writer.js';
import { nameOrderEvents } from '../import/name-order-events.js';
import { settleReturns, type Pair } from './settle-returns.js';
import { ensureSchema } from '../schema.js';

/** What became of events. */
export interface EventsOutcome {
  /** Events that were not in the graph before. */
  readonly written: number;
  /** Events of products that the graph does not have. */
  readonly unknown: readonly IdentifiedEvent[];
}

/** A product went away between two statements of one commit. */
const fewerWritten = new Error('fewer events were written than were absent');

/** How often a commit is tried anew because somebody else wrote the same events meanwhile. */
const ATTEMPTS = 5;

/**
 * Brings accepted events into the graph, those of one call in one commit, each at most once. Only the process that took the
 * intake last writes: one that was thought dead and goes on is refused with `not-the-writer`.
 */
export class GraphIntake {
  /** @param writer names this process */
  constructor(
    private readonly graph: GraphConnection,
    private readonly writer: string,
  ) {}

  /** Makes this process the one that writes. */
  async take(): Promise<void> {
    await ensureSchema(this.graph);
    await nameOrderEvents(this.graph);
    await this.graph.write('write/take-intake', { writer: this.writer });
  }

  /** @throws AlongsideError `not-the-writer`, `graph-changed` */
  async write(events: readonly IdentifiedEvent[]): Promise<EventsOutcome> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.graph.transaction(async (transaction) => {
          await this.hold(transaction);
          return writeEvents(transaction, events);
        });
      } catch (error) {
        if (error !== fewerWritten && !isConstraintViolation(error)) throw error;
        if (attempt === ATTEMPTS) throw changed(error);
      }
    }
  }

  private async hold(transaction: GraphTransaction): Promise<void> {
    const [{ held }] = await transaction.rows('write/hold-intake', { writer: this.writer });
    if (held === 0) throw new AlongsideError('not-the-writer', 'Another worker writes accepted events by now.');
  }
}

/** Writes the events whose products are known and that are not there yet. */
async function writeEvents(transaction: GraphTransaction, events: readonly IdentifiedEvent[]): Promise<EventsOutcome> {
  const productIds = [...new Set(events.map(({ event }) => event.productId))];
  const [{ known }] = await transaction.rows('read/known-products', { productIds });
  const there = new Set(known);
  const absent: [EventType, IdentifiedEvent[]][] = [];
  for (const kind of EVENT_TYPES) {
    const ofKind = distinct(events.filter(({ event }) => event.type === kind && there.has(event.productId)));
    if (ofKind.length === 0) continue;
    const eventIds = ofKind.map(({ identity }) => identity);
    const [found] = await transaction.rows(`read/absent-${verbs[kind]}`, { eventIds });
    if (found.absent.length > 0) absent.push([kind, found.absent.map((i) => ofKind[i])]);
  }
  const userIds = [...new Set(absent.flatMap(([, some]) => some.map(({ event }) => event.userId)))].sort();
  if (userIds.length > 0) await transaction.run('write/merge-users', { userIds });
  let written = 0;
  for (const [kind, some] of absent) {
    const [row] = await transaction.rows(`write/create-${verbs[kind]}`, eventColumns(some));
    if (row.written < some.length) throw fewerWritten;
    written += row.written;
  }
  await settleReturns(transaction, returnable(absent));
  return { written, unknown: events.filter(({ event }) => !there.has(event.productId)) };
}

/** The customers and products of whom a purchase or a return was written. */
function returnable(written: readonly (readonly [EventType, readonly IdentifiedEvent[]])[]): Pair[] {
  return written
    .filter(([type]) => type === 'purchase' || type === 'return')
    .flatMap(([, events]) => events.map(({ event: { userId, productId } }) => ({ userId, productId })));
}

/** The first of each identity. */
function distinct(events: readonly IdentifiedEvent[]): IdentifiedEvent[] {
  const seen = new Set<string>();
  return events.filter(({ identity }) => seen.size < seen.add(identity).size);
}

function changed(cause: unknown): AlongsideError {
  return new AlongsideError(
    'graph-changed',
    'Events could not be written because others wrote the same ones meanwhile.',
    {},
    { cause },
  );
}
