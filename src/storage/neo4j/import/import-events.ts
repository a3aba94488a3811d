import {
  EventIdentities,
  eventKindIn,
  readUtc,
  type IdentifiedEvent,
  type LocatedRow,
  type ClockReader,
  type RowKind,
  type ShopEvent,
} from '../../../shop/csv/index.js';
import { EventCensus, type EventType } from '../../../shop/index.js';
import type { GraphConnection } from '../graph-connection.js';
import { settleReturns } from '../intake/settle-returns.js';
import { EventWriter } from './event-writer.js';
import { rejected, type FileImport } from './file-import.js';
import type { BatchOutcome } from './import-report.js';
import { ProductCache } from './product-cache.js';

/** How events are brought in; see `ImportOptions`. */
export interface EventImportOptions {
  readonly createMissing?: boolean;
  /** What times without an offset are read by. */
  readonly clock?: ClockReader | undefined;
  readonly countAgain?: string;
}

/** What events need to know across files: which products there are, which users were made. */
export class EventImport {
  /** All events of the files, for what is odd about them. */
  readonly census = new EventCensus();
  /** Whether anything was ever returned. */
  private returns = false;
  private asked: Promise<boolean> | undefined;
  private readonly writers: ReadonlyMap<EventType, EventWriter>;

  private readonly kind: RowKind<ShopEvent>;

  private readonly apart: string | undefined;

  constructor(
    private readonly graph: GraphConnection,
    { createMissing = false, clock = readUtc, countAgain }: EventImportOptions,
  ) {
    this.kind = eventKindIn(clock);
    this.apart = countAgain;
    this.writers = EventWriter.all(graph, new ProductCache(graph, createMissing));
  }

  async importFile(file: FileImport): Promise<void> {
    // Occurrence numbers count within a file, so each file starts anew.
    const identities = new EventIdentities(this.apart);
    await file.run(this.kind, (rows) => this.writeBatch(rows, identities));
  }

  private async writeBatch(rows: readonly LocatedRow<ShopEvent>[], identities: EventIdentities): Promise<BatchOutcome> {
    // Every valid row is counted, also one that is rejected below: its product may be known at the next import.
    const identified = rows.map(({ row }) => ({ event: row, identity: identities.identify(row) }));
    const unknown = new Set<string>();
    let written = 0;
    for (const [type, writer] of this.writers) {
      const events = distinct(identified.filter(({ event }) => event.type === type));
      if (events.length === 0) continue;
      const outcome = await writer.write(events);
      written += outcome.written;
      for (const productId of outcome.unknownProducts) unknown.add(productId);
    }
    await this.settle(identified, unknown);
    const unusable = unknown.size === 0 ? [] : rows.filter(({ row }) => unknown.has(row.productId));
    for (const { row } of rows) if (!unknown.has(row.productId)) this.census.add(row);
    return {
      written,
      alreadyThere: rows.length - unusable.length - written,
      rejected: unusable.map((each) => rejected(each, `product_id ${each.row.productId} is not among the products`)),
    };
  }

  /** Takes back what was returned; also where all of it is there, as an import may have ended before it did this. */
  private async settle(events: readonly IdentifiedEvent[], unknown: ReadonlySet<string>): Promise<void> {
    const kept = events.filter(({ event }) => !unknown.has(event.productId));
    this.returns ||= kept.some(({ event }) => event.type === 'return') || (await this.hasReturns());
    if (!this.returns) return;
    const pairs = kept.filter(({ event: { type } }) => type === 'purchase' || type === 'return');
    await this.graph.transaction((transaction) =>
      settleReturns(
        transaction,
        pairs.map(({ event: { userId, productId } }) => ({ userId, productId })),
      ),
    );
  }

  /** Asked once: whatever is returned while this runs settles itself. */
  private async hasReturns(): Promise<boolean> {
    this.asked ??= this.graph.read('read/count-returns').then(([{ returns }]) => returns > 0);
    return this.asked;
  }
}

/** The first of each identity: a shop may repeat an event id, and only the first row with it counts. */
function distinct(events: readonly IdentifiedEvent[]): IdentifiedEvent[] {
  const seen = new Set<string>();
  return events.filter(({ identity }) => seen.size < seen.add(identity).size);
}
