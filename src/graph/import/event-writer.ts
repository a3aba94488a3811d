import { Neo4jError } from 'neo4j-driver';
import type { EventType } from '../../ingest/index.js';
import { AlongsideError } from '../../kernel/index.js';
import type { GraphConnection } from '../graph-connection.js';
import { eventColumns, type IdentifiedEvent } from './event-columns.js';
import { KnownIds } from './known-ids.js';

/** The verb of each type's relationship, as the statements are named. */
const verbs = { view: 'viewed', favorite: 'favorited', cart: 'carted', purchase: 'purchased' } as const;

const rememberedUsers = 100_000;

/**
 * Writes events of one type, each at most once.
 *
 * Optimistic: as long as events turn out to be new, a batch is created blindly and the uniqueness constraint stands guard;
 * a violation rolls the whole batch back, and it is written again by the slower statement that looks before it creates.
 * A commit whose answer was lost is harmless for the same reason: its repetition finds the events there.
 */
export class EventWriter {
  private expectNew = false;
  private readonly verb: (typeof verbs)[EventType];

  constructor(
    private readonly graph: GraphConnection,
    type: EventType,
    private readonly users: KnownIds,
  ) {
    this.verb = verbs[type];
  }

  static all(graph: GraphConnection): ReadonlyMap<EventType, EventWriter> {
    const users = new KnownIds(rememberedUsers, () => Promise.resolve([]));
    return new Map((Object.keys(verbs) as EventType[]).map((type) => [type, new EventWriter(graph, type, users)]));
  }

  /** Writes events whose products are in the graph; answers how many were new. */
  async write(events: readonly IdentifiedEvent[]): Promise<number> {
    if (this.expectNew) {
      const written = await this.createBlindly(events);
      if (written !== undefined) return written;
    }
    const absent = await this.absentAmong(events);
    this.expectNew = absent.length === events.length;
    return absent.length === 0 ? 0 : await this.create('write/create-absent', absent);
  }

  private async createBlindly(events: readonly IdentifiedEvent[]): Promise<number | undefined> {
    try {
      const written = await this.create('write/create', events);
      if (written === events.length) return written;
    } catch (error) {
      if (!isConstraintViolation(error)) throw error;
      return undefined;
    }
    throw new AlongsideError(
      'graph-changed',
      'Users or products were removed from the graph while events were imported. Run the import again.',
    );
  }

  private async create(
    statement: 'write/create' | 'write/create-absent',
    events: readonly IdentifiedEvent[],
  ): Promise<number> {
    const columns = eventColumns(events);
    const newUsers = this.users.notRemembered(columns.userIds);
    if (newUsers.size > 0) await this.graph.write('write/merge-users', { userIds: [...newUsers] });
    this.users.remember(newUsers);
    const { records } = await this.graph.write(`${statement}-${this.verb}`, columns);
    return records[0].get('written') as number;
  }

  private async absentAmong(events: readonly IdentifiedEvent[]): Promise<IdentifiedEvent[]> {
    const eventIds = events.map(({ identity }) => identity);
    const [row] = await this.graph.read(`read/absent-${this.verb}`, { eventIds });
    return (row.get('absent') as number[]).map((i) => events[i]);
  }
}

function isConstraintViolation(error: unknown): boolean {
  return error instanceof Neo4jError && error.code === 'Neo.ClientError.Schema.ConstraintValidationFailed';
}
