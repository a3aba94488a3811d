import { EventIdentities, eventKind, eventTypes, type LocatedRow, type ShopEvent } from '../../ingest/index.js';
import type { GraphConnection } from '../graph-connection.js';
import type { IdentifiedEvent } from './event-columns.js';
import { EventWriter } from './event-writer.js';
import { rejected, type FileImport } from './file-import.js';
import type { BatchOutcome } from './import-report.js';
import { KnownIds } from './known-ids.js';

const rememberedProducts = 100_000;

/** What events need to know across files: which products there are, which users were made. */
export class EventImport {
  private readonly writers: ReadonlyMap<string, EventWriter>;
  private readonly products: KnownIds;

  constructor(
    private readonly graph: GraphConnection,
    private readonly createMissing: boolean,
  ) {
    this.writers = EventWriter.all(graph);
    this.products = new KnownIds(rememberedProducts, async (productIds) => {
      const [row] = await graph.read('read/known-products', { productIds });
      return row.get('known') as string[];
    });
  }

  async importFile(file: FileImport): Promise<void> {
    // Occurrence numbers count within a file, so each file starts anew.
    const identities = new EventIdentities();
    await file.run(eventKind, (rows) => this.writeBatch(rows, identities));
  }

  private async writeBatch(rows: readonly LocatedRow<ShopEvent>[], identities: EventIdentities): Promise<BatchOutcome> {
    // Every valid row is counted, also one that is rejected below: its product may be known at the next import.
    const identified = rows.map(({ row }) => ({ event: row, identity: identities.identify(row) }));
    const unknown = await this.unknownProducts(rows);
    const usable = unknown.size === 0 ? identified : identified.filter(({ event }) => !unknown.has(event.productId));
    let written = 0;
    for (const type of eventTypes) {
      const events = distinct(usable.filter(({ event }) => event.type === type));
      if (events.length > 0) written += (await this.writers.get(type)?.write(events)) ?? 0;
    }
    return {
      written,
      alreadyThere: usable.length - written,
      rejected: rows
        .filter(({ row }) => unknown.has(row.productId))
        .map((each) => rejected(each, `product_id ${each.row.productId} is not among the products`)),
    };
  }

  private async unknownProducts(rows: readonly LocatedRow<ShopEvent>[]): Promise<ReadonlySet<string>> {
    const unknown = await this.products.unknownAmong(rows.map(({ row }) => row.productId));
    if (unknown.size === 0 || !this.createMissing) return unknown;
    await this.graph.write('write/merge-product-stubs', { productIds: [...unknown] });
    this.products.remember(unknown);
    return new Set();
  }
}

/** The first of each identity: a shop may repeat an event id, and only the first row with it counts. */
function distinct(events: readonly IdentifiedEvent[]): IdentifiedEvent[] {
  const seen = new Set<string>();
  return events.filter(({ identity }) => seen.size < seen.add(identity).size);
}
