import { LRUCache } from 'lru-cache';
import { RateLimiterRes } from 'rate-limiter-flexible';

/** What the store behind the limiter does: adds points of a subject, and says what is left of its window. */
export interface PointStore {
  /** Rejects with a RateLimiterRes where the points are used up, with an Error where it does not answer. */
  consume(subject: string, points: number): Promise<RateLimiterRes>;
}

export interface RequestLimit {
  readonly requests: number;
  readonly windowSeconds: number;
}

/** Whether a request may go on, and what its sender has left. */
export interface Allowance {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Whole seconds until the window ends, at least 1. */
  readonly resetSeconds: number;
}

interface Window {
  readonly requests: number;
  remaining: number;
  resetAt: number;
  /** Taken here, and not yet told to the store. */
  pending: number;
}

/** Subjects that one process counts for; a sweep of addresses fills this and no more. */
const SUBJECTS = 50_000;
const SHARE_EVERY_MILLISECONDS = 100;

/**
 * Counts requests by subject over all processes, without a round trip for each.
 *
 * A process decides from its own count at once, and ten times a second adds what it counted to the store, which tells it
 * what the others used. Processes together may thus let through what comes within that tenth of a second; while the store is
 * away, each process counts alone.
 */
export class RequestLimiter {
  private readonly windows = new LRUCache<string, Window>({ max: SUBJECTS });
  private readonly unshared = new Map<string, Window>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly limit: RequestLimit,
    private readonly store: PointStore,
    /** Milliseconds that never go back: else the time of day, set back, would keep senders out for as long. */
    private readonly clock: () => number,
  ) {}

  /** Takes one request of the subject, if it has one left of so many. */
  take(subject: string, requests = this.limit.requests): Allowance {
    const now = this.clock();
    let window = this.windows.get(subject);
    if (window === undefined || now >= window.resetAt) {
      window = { requests, remaining: requests, resetAt: now + this.limit.windowSeconds * 1000, pending: 0 };
      this.windows.set(subject, window);
    }
    const allowed = window.remaining > 0;
    if (allowed) {
      window.remaining--;
      if (window.pending++ === 0) this.unshared.set(subject, window);
      this.timer ??= setTimeout(this.share, SHARE_EVERY_MILLISECONDS).unref();
    }
    return {
      allowed,
      remaining: window.remaining,
      resetSeconds: Math.max(1, Math.ceil((window.resetAt - now) / 1000)),
    };
  }

  /** Tells the store what was taken since the last time. */
  private readonly share = (): void => {
    this.timer = undefined;
    const taken = [...this.unshared];
    this.unshared.clear();
    for (const [subject, window] of taken) {
      const points = window.pending;
      window.pending = 0;
      this.store.consume(subject, points).then(
        (left) => {
          this.apply(window, left);
        },
        (reason: unknown) => {
          // Anything but a count is a store that is away: the own count stands.
          if (reason instanceof RateLimiterRes) this.apply(window, reason);
        },
      );
    }
  };

  private apply(window: Window, { consumedPoints, msBeforeNext }: RateLimiterRes): void {
    window.remaining = Math.max(0, window.requests - consumedPoints - window.pending);
    window.resetAt = this.clock() + msBeforeNext;
  }

  close(): void {
    clearTimeout(this.timer);
  }
}
