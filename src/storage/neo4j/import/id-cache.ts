import { LRUCache } from 'lru-cache';

/** Ids that are in the graph, the most lately used of them: bounded, however large the shop. */
export class IdCache {
  private readonly ids: LRUCache<string, true>;

  constructor(capacity: number) {
    this.ids = new LRUCache({ max: capacity });
  }

  /** Those of `ids` that the cache does not hold, each once. */
  missingFrom(ids: Iterable<string>): Set<string> {
    const missing = new Set<string>();
    for (const id of ids) if (this.ids.get(id) !== true) missing.add(id);
    return missing;
  }

  add(ids: Iterable<string>): void {
    for (const id of ids) this.ids.set(ownCopy(id), true);
  }
}

/** A piece cut from a file's text keeps all of that text in memory; a copy keeps only itself. */
function ownCopy(id: string): string {
  return Buffer.from(id, 'utf16le').toString('utf16le');
}
