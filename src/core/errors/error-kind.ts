/** What an error code says to whoever meets it. A code never changes its meaning; the words may become more exact. */
export interface ErrorKind {
  /** When it comes. */
  readonly meaning: string;
  /** Whether the same attempt may succeed a moment later without anybody having mended anything. */
  readonly retryable: boolean;
}

/** A code that a client of the HTTP API can meet: how it is answered, and what the API's documents say of it. */
export interface HttpErrorKind extends ErrorKind {
  readonly status: number;
  readonly title: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Seconds after which another attempt is worth it, as `Retry-After` tells. */
  readonly retryAfter?: number;
}

/** An error that the same attempt would meet again. */
export function final(meaning: string): ErrorKind {
  return { meaning, retryable: false };
}

/** An error that another attempt may not meet. */
export function retryable(meaning: string): ErrorKind {
  return { meaning, retryable: true };
}
