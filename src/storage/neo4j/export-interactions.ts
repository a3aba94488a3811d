import type { ReportProgress } from '../../core/index.js';
import { INTERACTION_KINDS, InteractionTable, type Interactions, type UserEvent } from '../../shop/index.js';
import type { NodeNumbers } from './export-catalogue.js';
import type { GraphConnection } from './graph-connection.js';

/** All events of a graph. */
export interface ExportedInteractions {
  readonly interactions: Interactions;
  /** Users' ids by number, ascending. */
  readonly userIds: readonly string[];
}

/**
 * Streams all events into typed arrays.
 *
 * Where no event has an order, a session, a time or a sequence number, a statement that reads no relationship property is
 * used; it is several times faster.
 */
export async function exportInteractions(
  graph: GraphConnection,
  nodes: NodeNumbers,
  progress: ReportProgress,
): Promise<ExportedInteractions> {
  const { kinds, detailed } = await consultRegister(graph);
  // A product that was added after the catalogue was read waits for the next export.
  const numberOf = (node: number): number => (node < nodes.length ? nodes[node] : -1);
  const table = new InteractionTable();
  const userIds: string[] = [];
  const statement = detailed ? 'read/interactions-detailed' : 'read/interactions-bare';
  for await (const row of graph.stream(statement, kinds, detailed ? 500 : 10_000)) {
    table.startUser();
    userIds.push(row.get('user') as string);
    if (detailed)
      table.addAll(
        INTERACTION_KINDS.flatMap((_, kind) => userEvents(row.get(kind) as DetailedEvent[], kind, numberOf)),
      );
    else {
      for (const kind of INTERACTION_KINDS.keys()) table.addBare(kind, (row.get(kind) as number[]).map(numberOf));
    }
    if (table.users % 5000 === 0) progress({ step: 'reading events', done: table.events, unit: 'events' });
  }
  progress({ step: 'reading events', done: table.events, total: table.events, unit: 'events' });
  return { interactions: table.finish(), userIds };
}

type DetailedEvent = [
  product: number,
  order: string | null,
  session: string | null,
  time: number | null,
  seq: number | null,
];

function userEvents(events: DetailedEvent[], kind: number, numberOf: (node: number) => number): UserEvent[] {
  return events.map(([node, order, session, time, seq]) => ({
    product: numberOf(node),
    kind,
    order,
    session,
    time,
    seq,
  }));
}

/** Which types of event there are, and whether any names an order, a session, a time or its place in a sequence. */
async function consultRegister(graph: GraphConnection): Promise<{ kinds: Record<string, boolean>; detailed: boolean }> {
  const [register] = await graph.read('read/event-register');
  const kinds = Object.fromEntries(
    ['purchased', 'carted', 'favorited', 'viewed'].map((kind) => [kind, (register.get(kind) as number) > 0]),
  );
  // Only where an event might have such a property are the events themselves asked.
  const possible = (register.get('keys') as string[]).some((key) =>
    ['orderId', 'sessionId', 'at', 'seq'].includes(key),
  );
  const detailed = possible && ((await graph.read('read/interactions-have-details'))[0].get('detailed') as boolean);
  return { kinds, detailed };
}
