import { LRUCache } from 'lru-cache';
import type { AnsweredList } from './answer.js';
import type { ListQuery } from './query.js';
import { queryIn, versionName, type AskedVersion, type RequestVersion } from './request-version.js';

/** Bytes of answers that are cached for requests that come again: at about 4 kB a list, some 12,000. */
const CACHED_BYTES = 64 * 1024 * 1024;
/** What an answer takes beside its body and its request, as V8's heap grows by it: objects, a buffer, its place in the cache. */
const BESIDE_BYTES = 900;
const BEYOND_LATIN_1 = /[\u0100-\uffff]/;

/** An answer as it was sent. */
export interface CachedAnswer {
  readonly etag: string;
  /** JSON, in UTF-8. */
  readonly text: Buffer;
  readonly source: AnsweredList['source'];
}

/** A question, and below how many people a count is suppressed for whoever asked it. */
export interface AskedQuestion {
  readonly query: ListQuery;
  readonly minPeople: number;
}

interface Entry extends CachedAnswer {
  readonly minPeople: number;
  /** Name of the request version that it is of. */
  readonly version: string;
  /** Whether it was asked for once more since it was made. */
  again: boolean;
}

/**
 * Answers by the text of their requests (see `requestText`), the latest used of them. Bodies are kept outside V8's heap, which
 * would grow to twice of what they take before it looks for what has been dropped, and questions as the text that they are in
 * the request.
 */
export class AnswerCache {
  private readonly entries = new LRUCache<string, Entry>({
    maxSize: CACHED_BYTES,
    sizeCalculation: ({ text }, request) => text.byteLength + heapBytes(request) + BESIDE_BYTES,
  });

  get(request: string): CachedAnswer | undefined {
    const entry = this.entries.get(request);
    if (entry !== undefined) entry.again = true;
    return entry;
  }

  set(
    request: string,
    version: AskedVersion,
    { etag, text, source }: Omit<CachedAnswer, 'text'> & { text: string },
  ): void {
    const { minPeople } = version;
    const body = outsideHeap(text);
    this.entries.set(request, { etag, text: body, source, minPeople, version: versionName(version), again: false });
  }

  /** At most so many questions that were asked at this request version more than once, the latest first; no later pages. */
  askedAgain(version: RequestVersion, most: number): AskedQuestion[] {
    const name = versionName(version);
    const questions: AskedQuestion[] = [];
    for (const [request, { version: of, again, minPeople }] of this.entries.entries()) {
      if (questions.length >= most) break;
      if (of !== name || !again) continue;
      const query = queryIn(request, { ...version, minPeople });
      if (query !== undefined && query.cursor === undefined) questions.push({ query, minPeople });
    }
    return questions;
  }
}

/** A body of its own memory: a slice of Node's pool would hold on to the whole of it. */
function outsideHeap(text: string): Buffer {
  const body = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  body.write(text);
  return body;
}

/** What a text takes in memory: a byte a character where all are of Latin-1, as "×" is, else two. */
function heapBytes(text: string): number {
  return BEYOND_LATIN_1.test(text) ? 2 * text.length : text.length;
}
