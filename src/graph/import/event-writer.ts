import { Neo4jError } from 'neo4j-driver';
import type { EventType } from '../../ingest/index.js';
import type { GraphConnection } from '../graph-connection.js';
import { eventColumns, type IdentifiedEvent } from './event-columns.js';
import type { KnownProducts } from './known-products.js';
import { RememberedIds } from './remembered-ids.js';

/** The verb of each type's relationship, as the statements are named. */
const verbs = { view: 'viewed', favorite: 'favorited', cart: 'carted', purchase: 'purchased' } as const;

const rememberedUsers = 100_000;

export interface EventOutcome {
  /** Events that were not in the graph before. */
  readonly written: number;
  /** Products that the graph does not have; their events were left out. */
  readonly unknownProducts: ReadonlySet<string>;
}

const noUnknown: ReadonlySet<string> = new Set();

/**
 * Writes events of one type, each at most once.
 *
 * Optimistic: as long as events turn out to be new, a batch is created blindly, and the uniqueness constraint and the
 * count of what was created stand guard. Where either objects the whole batch is rolled back, and is written again by
 * the slower way that looks before it creates. A commit whose answer was lost is harmless for the same reason: its
 * repetition finds the events there.
 */
export class EventWriter {
  private expectNew = false;
  private readonly verb: (typeof verbs)[EventType];

  constructor(
    private readonly graph: GraphConnection,
    type: EventType,
    private readonly users: RememberedIds,
    private readonly products: KnownProducts,
  ) {
    this.verb = verbs[type];
  }

  static all(graph: GraphConnection, products: KnownProducts): ReadonlyMap<EventType, EventWriter> {
    const users = new RememberedIds(rememberedUsers);
    const types = Object.keys(verbs) as EventType[];
    return new Map(types.map((type) => [type, new EventWriter(graph, type, users, products)]));
  }

  async write(events: readonly IdentifiedEvent[]): Promise<EventOutcome> {
    if (this.expectNew && (await this.createBlindly(events))) {
      return { written: events.length, unknownProducts: noUnknown };
    }
    const unknownProducts = await this.products.unknownAmong(events.map(({ event }) => event.productId));
    const usable = events.filter(({ event }) => !unknownProducts.has(event.productId));
    const absent = await this.absentAmong(usable);
    this.expectNew = absent.length === events.length;
    return { written: await this.create(absent), unknownProducts };
  }

  /** Creates all of the events or none. */
  private async createBlindly(events: readonly IdentifiedEvent[]): Promise<boolean> {
    try {
      return (
        (await this.inOneTransaction('write/create', events, (written) => written === events.length)) !== undefined
      );
    } catch (error) {
      if (isConstraintViolation(error)) return false;
      throw error;
    }
  }

  private async create(events: readonly IdentifiedEvent[]): Promise<number> {
    return events.length === 0 ? 0 : ((await this.inOneTransaction('write/create-absent', events, () => true)) ?? 0);
  }

  /** Makes users as needed and the events; answers how many events were created, undefined where that was refused. */
  private async inOneTransaction(
    statement: 'write/create' | 'write/create-absent',
    events: readonly IdentifiedEvent[],
    accept: (written: number) => boolean,
  ): Promise<number | undefined> {
    const columns = eventColumns(events);
    const userIds = [...this.users.missingFrom(columns.userIds)];
    let written = 0;
    const results = await this.graph.writeTogether(
      [
        ['write/merge-users', { userIds }],
        [`${statement}-${this.verb}`, columns],
      ],
      ([, created]) => {
        written = created.records[0].get('written') as number;
        return accept(written);
      },
    );
    if (results === undefined) return undefined;
    this.users.remember(userIds);
    return written;
  }

  private async absentAmong(events: readonly IdentifiedEvent[]): Promise<IdentifiedEvent[]> {
    if (events.length === 0) return [];
    const eventIds = events.map(({ identity }) => identity);
    const [row] = await this.graph.read(`read/absent-${this.verb}`, { eventIds });
    return (row.get('absent') as number[]).map((i) => events[i]);
  }
}

function isConstraintViolation(error: unknown): boolean {
  return error instanceof Neo4jError && error.code === 'Neo.ClientError.Schema.ConstraintValidationFailed';
}
