import { Neo4jError } from 'neo4j-driver';
import type { IdentifiedEvent } from '../../../shop/csv/index.js';
import { EVENT_TYPES, type EventType } from '../../../shop/index.js';
import { AlongsideError } from '../../../core/index.js';
import type { GraphConnection } from '../graph-connection.js';
import { eventColumns } from './event-columns.js';
import type { ProductCache } from './product-cache.js';
import { IdCache } from './id-cache.js';

/** The verb of each type's relationship, as the statements are named. */
export const verbs = {
  view: 'viewed',
  favorite: 'favorited',
  cart: 'carted',
  purchase: 'purchased',
  return: 'returned',
} as const;

const USERS_CACHED = 100_000;

export interface EventOutcome {
  /** Events that were not in the graph before. */
  readonly written: number;
  /** Products that the graph does not have; their events were left out. */
  readonly unknownProducts: ReadonlySet<string>;
}

const noUnknown: ReadonlySet<string> = new Set();

/** How often a batch is looked at anew because somebody else changed the graph meanwhile. */
const attempts = 5;

/**
 * Writes events of one type, each at most once.
 *
 * Optimistic: as long as events turn out to be new, a batch is created blindly, and the uniqueness constraint and the
 * count of what was created stand guard. Where either objects the whole batch is rolled back; then the graph is asked
 * which products it has and which events it lacks, and only these are created. A commit whose answer was lost is
 * harmless for the same reason: its repetition finds the events there.
 */
export class EventWriter {
  private expectNew = false;
  private readonly verb: (typeof verbs)[EventType];

  constructor(
    private readonly graph: GraphConnection,
    type: EventType,
    private readonly users: IdCache,
    private readonly products: ProductCache,
  ) {
    this.verb = verbs[type];
  }

  static all(graph: GraphConnection, products: ProductCache): ReadonlyMap<EventType, EventWriter> {
    const users = new IdCache(USERS_CACHED);
    return new Map(EVENT_TYPES.map((type) => [type, new EventWriter(graph, type, users, products)]));
  }

  async write(events: readonly IdentifiedEvent[]): Promise<EventOutcome> {
    if (this.expectNew && (await this.createAll(events))) {
      return { written: events.length, unknownProducts: noUnknown };
    }
    for (let attempt = 0; attempt < attempts; attempt++) {
      const unknownProducts = await this.products.unknownAmong(events.map(({ event }) => event.productId));
      const absent = await this.absentAmong(events.filter(({ event }) => !unknownProducts.has(event.productId)));
      this.expectNew = absent.length === events.length;
      if (absent.length === 0 || (await this.createAll(absent))) return { written: absent.length, unknownProducts };
    }
    throw new AlongsideError(
      'graph-changed',
      'Events could not be written because products or events kept changing in the graph meanwhile. Run the import again when nothing else writes.',
    );
  }

  /** Creates all of the events, with their users, or none and answers false: some are there, or lack their product. */
  private async createAll(events: readonly IdentifiedEvent[]): Promise<boolean> {
    const columns = eventColumns(events);
    const userIds = [...this.users.missingFrom(columns.userIds)];
    try {
      const accepted = await this.graph.writeWhere(
        ['write/merge-users', { userIds }],
        [`write/create-${this.verb}`, columns],
        ([{ written }]) => written === events.length,
      );
      if (!accepted) return false;
    } catch (error) {
      if (isConstraintViolation(error)) return false;
      throw error;
    }
    this.users.add(userIds);
    return true;
  }

  private async absentAmong(events: readonly IdentifiedEvent[]): Promise<IdentifiedEvent[]> {
    if (events.length === 0) return [];
    const eventIds = events.map(({ identity }) => identity);
    const [{ absent }] = await this.graph.read(`read/absent-${this.verb}`, { eventIds });
    return absent.map((i) => events[i]);
  }
}

/** Whether an id that must be unique is there already. */
export function isConstraintViolation(error: unknown): boolean {
  return error instanceof Neo4jError && error.code === 'Neo.ClientError.Schema.ConstraintValidationFailed';
}
