import type { GraphConnection } from '../graph-connection.js';
import { IdCache } from './id-cache.js';

const CAPACITY = 100_000;

/** Which products the graph has, asked batch by batch: a catalogue may be larger than memory. */
export class ProductCache {
  private readonly ids = new IdCache(CAPACITY);

  constructor(
    private readonly graph: GraphConnection,
    /** Make stubs of products that nobody described; then none is unknown. */
    private readonly createMissing: boolean,
  ) {}

  /** Those of `productIds` that the graph does not have and does not get. */
  async unknownAmong(productIds: Iterable<string>): Promise<ReadonlySet<string>> {
    const unknown = this.ids.missingFrom(productIds);
    if (unknown.size === 0) return unknown;
    const [{ known }] = await this.graph.read('read/known-products', { productIds: [...unknown] });
    this.ids.add(known);
    for (const id of known) unknown.delete(id);
    if (unknown.size === 0 || !this.createMissing) return unknown;
    await this.graph.write('write/merge-product-stubs', { productIds: [...unknown] });
    this.ids.add(unknown);
    return new Set();
  }
}
