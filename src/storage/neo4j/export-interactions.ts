import type { ReportProgress } from '../../core/index.js';
import { InteractionTable, type EventFrame, type Interactions, type UserEvent } from '../../shop/index.js';
import type { NodeNumbers } from './export-catalogue.js';
import type { GraphConnection } from './graph-connection.js';
import type { DetailedEvent } from './row-lists.js';

/** All events of a graph. */
export interface ExportedInteractions {
  readonly interactions: Interactions;
  /** Users' ids by number, ascending. */
  readonly userIds: readonly string[];
}

/** The columns of events in the order of INTERACTION_KINDS. */
const KINDS = ['purchased', 'carted', 'favorited', 'viewed'] as const;

/** Which kinds of events there are: a statement asks for no others. */
type PresentKinds = Readonly<Record<(typeof KINDS)[number], boolean>>;

/** Properties that an event is ordered or grouped by. */
const DETAILS = ['orderId', 'sessionId', 'at', 'seq'];

/**
 * Streams all events into typed arrays.
 *
 * Where no event has an order, a session, a time or a sequence number, a statement that reads no relationship property is
 * used; it is several times faster.
 *
 * @param under how to group the events, and the ids of guests; decided by these events if left out
 */
export async function exportInteractions(
  graph: GraphConnection,
  nodes: NodeNumbers,
  progress: ReportProgress,
  under?: { readonly frame: EventFrame; readonly guests: readonly string[] },
): Promise<ExportedInteractions> {
  const { kinds, detailed } = await consultRegister(graph);
  // A product that was added after the catalogue was read waits for the next export.
  const numberOf = (node: number): number => (node < nodes.length ? nodes[node] : -1);
  const table = new InteractionTable();
  const userIds: string[] = [];
  for await (const user of detailed
    ? addDetailed(graph, kinds, numberOf, table)
    : addBare(graph, kinds, numberOf, table)) {
    userIds.push(user);
    if (table.users % 5000 === 0) progress({ step: 'reading events', done: table.events, unit: 'events' });
  }
  progress({ step: 'reading events', done: table.events, total: table.events, unit: 'events' });
  const guests = under?.guests.map((id) => userIds.indexOf(id)).filter((user) => user >= 0);
  return { interactions: table.finish(under && { frame: under.frame, guests: guests ?? [] }), userIds };
}

/** Adds each user's events to the table, then gives the user's id. */
async function* addBare(
  graph: GraphConnection,
  present: PresentKinds,
  numberOf: (node: number) => number,
  table: InteractionTable,
): AsyncGenerator<string, void> {
  for await (const row of graph.stream('read/interactions-bare', present, 10_000)) {
    table.startUser();
    for (const [kind, column] of KINDS.entries()) table.addBare(kind, row[column].map(numberOf));
    yield row.user;
  }
}

/** The same where events say more than their product. */
async function* addDetailed(
  graph: GraphConnection,
  present: PresentKinds,
  numberOf: (node: number) => number,
  table: InteractionTable,
): AsyncGenerator<string, void> {
  for await (const row of graph.stream('read/interactions-detailed', present, 500)) {
    table.startUser();
    table.addAll(KINDS.flatMap((column, kind) => userEvents(row[column], kind, numberOf)));
    yield row.user;
  }
}

function userEvents(
  events: readonly DetailedEvent[],
  kind: number,
  numberOf: (node: number) => number,
): readonly UserEvent[] {
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
async function consultRegister(graph: GraphConnection): Promise<{ kinds: PresentKinds; detailed: boolean }> {
  const [{ purchased, carted, favorited, viewed, keys }] = await graph.read('read/event-register');
  const kinds = { purchased: purchased > 0, carted: carted > 0, favorited: favorited > 0, viewed: viewed > 0 };
  // Only where an event might have such a property are the events themselves asked.
  if (!keys.some((key) => DETAILS.includes(key))) return { kinds, detailed: false };
  const [{ detailed }] = await graph.read('read/interactions-have-details');
  return { kinds, detailed };
}
