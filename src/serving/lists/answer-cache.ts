import { LRUCache } from 'lru-cache';
import type { AnsweredList } from './answer.js';
import type { ListQuery } from './query.js';
import { versionName, type AskedVersion, type RequestVersion } from './request-version.js';

/** Bytes of answers that are cached for requests that come again: at about 4 kB a list, some 16,000. */
const CACHED_BYTES = 64 * 1024 * 1024;
/** What an answer takes beside its text: its question, its place among the others. */
const BESIDE_BYTES = 1000;
const BEYOND_LATIN_1 = /[\u0100-\uffff]/;

/** An answer as it was sent. */
export interface CachedAnswer {
  readonly etag: string;
  readonly text: string;
  readonly source: AnsweredList['source'];
}

/** A question, and below how many people a count is suppressed for whoever asked it. */
export interface AskedQuestion {
  readonly query: ListQuery;
  readonly minPeople: number;
}

interface Entry extends CachedAnswer, AskedQuestion {
  /** Name of the request version that it is of. */
  readonly version: string;
  /** Whether it was asked for once more since it was made. */
  again: boolean;
}

/** Answers by the text of their requests (see `requestText`), the latest used of them. */
export class AnswerCache {
  private readonly entries = new LRUCache<string, Entry>({
    maxSize: CACHED_BYTES,
    sizeCalculation: ({ text }, request) => heapBytes(text) + heapBytes(request) + BESIDE_BYTES,
  });

  get(request: string): CachedAnswer | undefined {
    const entry = this.entries.get(request);
    if (entry !== undefined) entry.again = true;
    return entry;
  }

  set(request: string, version: AskedVersion, query: ListQuery, answer: CachedAnswer): void {
    const { etag, text, source } = answer;
    const { minPeople } = version;
    this.entries.set(request, { etag, text, source, query, minPeople, version: versionName(version), again: false });
  }

  /** At most so many questions that were asked at this request version more than once, the latest first; no later pages. */
  askedAgain(version: RequestVersion, most: number): AskedQuestion[] {
    const name = versionName(version);
    const questions: AskedQuestion[] = [];
    for (const entry of this.entries.values()) {
      if (questions.length >= most) break;
      if (entry.version === name && entry.again && entry.query.cursor === undefined)
        questions.push({ query: entry.query, minPeople: entry.minPeople });
    }
    return questions;
  }
}

/** What a text takes in memory: a byte a character where all are of Latin-1, as "×" is, else two. */
function heapBytes(text: string): number {
  return BEYOND_LATIN_1.test(text) ? 2 * text.length : text.length;
}
