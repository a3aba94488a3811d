import { LRUCache } from 'lru-cache';

/** Ids known to be in the graph, the most lately used of them: bounded, however large the shop. */
export class RememberedIds {
  private readonly cache: LRUCache<string, true>;

  constructor(capacity: number) {
    this.cache = new LRUCache({ max: capacity });
  }

  /** Those of `ids` that are not remembered, each once. */
  missingFrom(ids: Iterable<string>): Set<string> {
    const missing = new Set<string>();
    for (const id of ids) if (this.cache.get(id) !== true) missing.add(id);
    return missing;
  }

  remember(ids: Iterable<string>): void {
    for (const id of ids) this.cache.set(ownCopy(id), true);
  }
}

/** A piece cut from a file's text keeps all of that text in memory; a copy keeps only itself. */
function ownCopy(id: string): string {
  return Buffer.from(id, 'utf16le').toString('utf16le');
}
