import { orderIdentity } from '../../../shop/csv/index.js';
import type { EventType } from '../../../shop/index.js';
import type { GraphConnection } from '../graph-connection.js';
import type { StatementRows } from '../statement-rows.js';
import { verbs } from './event-writer.js';

/** How events are named by this version. */
const VERSION = 1;
/** Events a transaction: a statement looks each up among all of them. */
const BATCH = 500;

type Row = StatementRows['read/order-events-by-text'];
const TYPES = { PURCHASED: 'purchase', CARTED: 'cart', FAVORITED: 'favorite', VIEWED: 'view' } as const;

/**
 * Names events with an order by it where the graph was written by a version that named them otherwise: else a file that was
 * imported then would be imported once more. Looks once a graph; of two lines of an order for one product one is kept.
 *
 * @param again looks in any case, as where a backup was restored
 */
export async function nameOrderEvents(graph: GraphConnection, again = false): Promise<void> {
  if (!again) {
    const known = await graph.read('read/identity-version');
    if (known.some(({ version }) => version >= VERSION)) return;
  }
  let rows: Row[] = [];
  for await (const row of graph.stream('read/order-events-by-text')) {
    if (rows.push(row) < BATCH) continue;
    await nameBatch(graph, rows);
    rows = [];
  }
  await nameBatch(graph, rows);
  await graph.write('write/identity-version', { version: VERSION });
}

async function nameBatch(graph: GraphConnection, rows: readonly Row[]): Promise<void> {
  for (const [relationship, type] of Object.entries(TYPES) as [Row['type'], EventType][]) {
    const ofType = rows.filter((row) => row.type === relationship);
    if (ofType.length > 0) await nameOfType(graph, ofType, type);
  }
}

async function nameOfType(graph: GraphConnection, rows: readonly Row[], type: EventType): Promise<void> {
  const first = new Map<string, string>();
  const twice: string[] = [];
  for (const { event, orderId, productId } of rows) {
    const identity = orderIdentity(orderId, productId, type);
    if (first.has(identity)) twice.push(event);
    else first.set(identity, event);
  }
  const eventIds = [...first.keys()];
  const [{ absent }] = await graph.read(`read/absent-${verbs[type]}`, { eventIds });
  const free = new Set(absent);
  const named = eventIds.filter((_, i) => free.has(i));
  twice.push(...eventIds.filter((_, i) => !free.has(i)).map((id) => first.get(id) ?? ''));
  await graph.writeTogether(
    ['write/drop-events', { events: twice }],
    ['write/name-events', { events: named.map((id) => first.get(id) ?? ''), eventIds: named }],
  );
}
