import type { GraphConnection } from '../graph-connection.js';
import { RememberedIds } from './remembered-ids.js';

const rememberedProducts = 100_000;

/** Which products the graph has, asked batch by batch: a catalogue may be larger than memory. */
export class KnownProducts {
  private readonly remembered: RememberedIds;

  constructor(
    private readonly graph: GraphConnection,
    /** Make stubs of products that nobody described; then none is unknown. */
    private readonly createMissing: boolean,
    capacity = rememberedProducts,
  ) {
    this.remembered = new RememberedIds(capacity);
  }

  /** Those of `productIds` that the graph does not have and does not get. */
  async unknownAmong(productIds: Iterable<string>): Promise<ReadonlySet<string>> {
    const unknown = this.remembered.missingFrom(productIds);
    if (unknown.size === 0) return unknown;
    const [row] = await this.graph.read('read/known-products', { productIds: [...unknown] });
    const known = row.get('known') as string[];
    this.remembered.remember(known);
    for (const id of known) unknown.delete(id);
    if (unknown.size === 0 || !this.createMissing) return unknown;
    await this.graph.write('write/merge-product-stubs', { productIds: [...unknown] });
    this.remembered.remember(unknown);
    return new Set();
  }
}
