import { LRUCache } from 'lru-cache';
import type { CandidateList } from '../../ranking/types.js';

/** Lists that are kept between chunks of questions: of 250 candidates, about 50 MB. */
const KEPT = 10_000;
/** Lists in one request to Redis: of 250 candidates, a reply of 5 MB. */
const READ = 1000;

/** Candidate lists of products, read once and kept while there is room: histories ask for the same ones again and again. */
export class ListsAtHand {
  private readonly kept = new LRUCache<number, { readonly list: CandidateList | undefined }>({ max: KEPT });
  private now = new Map<number, CandidateList | undefined>();

  constructor(private readonly read: (products: readonly number[]) => Promise<(CandidateList | undefined)[]>) {}

  /** Makes the lists of these products available, until the next call. */
  async load(products: readonly number[]): Promise<void> {
    this.now = new Map();
    const missing: number[] = [];
    for (const product of new Set(products)) {
      const kept = this.kept.get(product);
      if (kept === undefined) missing.push(product);
      else this.now.set(product, kept.list);
    }
    for (let from = 0; from < missing.length; from += READ) {
      const wanted = missing.slice(from, from + READ);
      (await this.read(wanted)).forEach((list, i) => {
        this.now.set(wanted[i], list);
        this.kept.set(wanted[i], { list });
      });
    }
  }

  /** The list of a loaded product; undefined for one without. */
  of(product: number): CandidateList | undefined {
    return this.now.get(product);
  }
}
