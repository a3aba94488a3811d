import { Neo4jError } from 'neo4j-driver';
import { messageOf, AlongsideError } from '../../../core/index.js';
import type { IdentifiedEvent } from '../../../shop/csv/index.js';
import { readEvents, entriesOf, type Refused, type StreamEntry } from '../../../storage/intake/index.js';
import type { EventsOutcome, GraphIntake } from '../../../storage/neo4j/index.js';

/** What became of some entries. */
export interface WrittenEntries {
  /** Events that are in the graph by them, and were not before. */
  readonly written: number;
  /** Events of products that the graph does not have. */
  readonly unknown: readonly IdentifiedEvent[];
  /** What can never be written. */
  readonly refused: readonly Refused[];
  /** Products that are named, each once, ascending. */
  readonly touched: readonly string[];
}

/**
 * Brings entries into the graph, in one commit where nothing in them is refused by the server; else the events that it refuses
 * are told apart by halves.
 *
 * @throws what the graph throws where it is away, or another process writes by now
 */
export async function writeEntries(
  graph: Pick<GraphIntake, 'write'>,
  entries: readonly StreamEntry[],
): Promise<WrittenEntries> {
  const refused: Refused[] = [];
  const events = entries.flatMap((entry) => {
    try {
      return readEvents(entry.text);
    } catch (error) {
      refused.push({ kind: entry.kind, text: entry.text, reason: 'intake-damaged', detail: messageOf(error) });
      return [];
    }
  });
  const { written, unknown } = await writeOrRefuse(graph, events, refused);
  const touched = [...new Set(events.map(({ event }) => event.productId))].sort();
  return { written, unknown, refused, touched };
}

const nothing: EventsOutcome = { written: 0, unknown: [] };

async function writeOrRefuse(
  graph: Pick<GraphIntake, 'write'>,
  events: readonly IdentifiedEvent[],
  refused: Refused[],
): Promise<EventsOutcome> {
  if (events.length === 0) return nothing;
  try {
    return await graph.write(events);
  } catch (error) {
    if (!isOfContent(error)) throw error;
    if (events.length === 1) {
      const [{ text }] = entriesOf({ kind: 'events', events });
      refused.push({ kind: 'events', text, reason: 'not-writable', detail: messageOf(error) });
      return nothing;
    }
    const half = events.length >> 1;
    const first = await writeOrRefuse(graph, events.slice(0, half), refused);
    const second = await writeOrRefuse(graph, events.slice(half), refused);
    return { written: first.written + second.written, unknown: [...first.unknown, ...second.unknown] };
  }
}

/** Whether the server refuses what it was sent, so that sending it again is of no use. */
function isOfContent(error: unknown): boolean {
  if (error instanceof AlongsideError) return false;
  return error instanceof Neo4jError && /^Neo\.ClientError\.(Statement|Procedure)\./.test(error.code);
}
