import { compareIds } from '../../../core/index.js';
import { EVENT_TYPES } from '../../../shop/index.js';
import type { GraphConnection, HeldGraph } from '../graph-connection.js';
import type { StatementRows } from '../statement-rows.js';
import type { SavedCategory, SavedEvent, SavedProduct, SavedRelation, SavedUser } from './saved-rows.js';

/** The column of each type of event, as the statement names it. */
const COLUMNS = {
  view: 'viewed',
  favorite: 'favorited',
  cart: 'carted',
  purchase: 'purchased',
  return: 'returned',
} as const;

/** Reads while nobody writes an event of the shop, nor where a product or category stands; who wants to, waits. */
export function holdingEvents<Value>(
  graph: GraphConnection,
  work: (held: HeldGraph) => Promise<Value>,
): Promise<Value> {
  return graph.holding('schema/hold-relationships', work);
}

/** From here on nobody writes to products, categories or customers either; whoever looks one up by its id waits too. */
export function holdNodes(held: HeldGraph): Promise<void> {
  return held.hold('schema/hold-nodes');
}

export function savedCategories(graph: HeldGraph): AsyncIterable<SavedCategory> {
  return graph.stream('read/backup-categories');
}

export function savedProducts(graph: HeldGraph): AsyncIterable<SavedProduct> {
  return graph.stream('read/backup-products');
}

export async function* savedRelations(graph: HeldGraph): AsyncGenerator<SavedRelation, void> {
  for await (const { category, related, weight } of graph.stream('read/catalogue-relations')) {
    yield { categoryId: category, relatedId: related, weight };
  }
}

/** Customers in the order of their ids; a customer's events by type and id, or the customer alone where there are none. */
export async function* savedEvents(graph: HeldGraph): AsyncGenerator<SavedEvent | SavedUser, void> {
  for await (const row of graph.stream('read/backup-events')) {
    const events = EVENT_TYPES.flatMap((type) => eventsOf(row, type));
    if (events.length === 0) yield { userId: row.user };
    else yield* events;
  }
}

function eventsOf(row: StatementRows['read/backup-events'], type: SavedEvent['type']): SavedEvent[] {
  return row[COLUMNS[type]]
    .map(([productId, eventId, orderId, sessionId, at, seq, quantity]) => ({
      userId: row.user,
      productId,
      type,
      eventId,
      orderId,
      sessionId,
      at,
      seq,
      quantity,
    }))
    .sort((a, b) => compareIds(a.eventId ?? '', b.eventId ?? '') || compareIds(JSON.stringify(a), JSON.stringify(b)));
}
