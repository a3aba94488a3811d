import { LRUCache } from 'lru-cache';

/** Ids known to be in the graph, the most lately used of them: bounded, however large the catalogue. */
export class KnownIds {
  private readonly cache: LRUCache<string, true>;

  constructor(
    capacity: number,
    /** Which of these ids does the graph have? */
    private readonly lookUp: (ids: string[]) => Promise<readonly string[]>,
  ) {
    this.cache = new LRUCache({ max: capacity });
  }

  /** Those of `ids` that the graph does not have. */
  async unknownAmong(ids: Iterable<string>): Promise<Set<string>> {
    const unknown = this.notRemembered(ids);
    if (unknown.size > 0) {
      for (const id of await this.lookUp([...unknown])) {
        unknown.delete(id);
        this.cache.set(id, true);
      }
    }
    return unknown;
  }

  /** Those of `ids` of which it is not remembered that the graph has them. */
  notRemembered(ids: Iterable<string>): Set<string> {
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
