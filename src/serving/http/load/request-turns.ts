import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** What is done with requests. */
export interface RequestHandlers {
  readonly answer: RequestListener;
  /** Tells a client at once that there is no time for it. */
  readonly refuse: RequestListener;
  /** Whether a request is answered before all others, and never refused, such as a health probe. */
  readonly urgent: (request: IncomingMessage) => boolean;
}

export interface TurnOptions {
  /** Milliseconds that a request may wait before those that come after it are refused. */
  readonly mostWait: number;
  /** Milliseconds by which events come late here, beside what waits in this queue. */
  readonly loopDelay?: () => number;
  /** Milliseconds by a clock that never goes back. */
  readonly now?: () => number;
}

interface Waiting {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly since: number;
}

/**
 * Milliseconds of answering after which the event loop gets its turn. Node takes one new connection a turn: where a turn answers
 * all that 400 busy connections ask, the last of 400 new ones waits for 400 such turns, which is longer than anyone waits.
 */
const SLICE = 1;

/**
 * Answers requests in short turns, first come, first served, so that new connections and timers are seen to between them
 * however many ask; and refuses early what would wait too long.
 */
export class RequestTurns {
  private waiting: Waiting[] = [];
  /** Place of the first that waits; those before it were taken. */
  private head = 0;
  /** When the turn began that goes on; undefined between turns. */
  private began: number | undefined;
  /** How long this turn answers. */
  private slice = SLICE;
  private readonly now: () => number;

  constructor(
    private readonly handlers: RequestHandlers,
    private readonly options: TurnOptions,
  ) {
    this.now = options.now ?? (() => performance.now());
  }

  /** Answers a request now where there is time, else when its turn comes. */
  readonly take: RequestListener = (request, response) => {
    const now = this.now();
    if (this.handlers.urgent(request)) {
      this.handlers.answer(request, response);
    } else if (this.head < this.waiting.length) {
      if (this.isLate(now)) this.handlers.refuse(request, response);
      else this.waiting.push({ request, response, since: now });
    } else if (this.isLate(now)) {
      this.handlers.refuse(request, response);
    } else if (this.began === undefined || now - this.began < this.slice) {
      if (this.began === undefined) this.begin(now);
      this.handlers.answer(request, response);
    } else {
      this.waiting.push({ request, response, since: now });
    }
  };

  /** A connection was taken: where one waited, more do, so the turn ends with the request at hand. */
  readonly connected = (): void => {
    this.slice = 0;
  };

  private isLate(now: number): boolean {
    const { mostWait, loopDelay } = this.options;
    const first = this.head < this.waiting.length ? now - this.waiting[this.head].since : 0;
    return first > mostWait || (loopDelay !== undefined && loopDelay() > mostWait);
  }

  private begin(now: number): void {
    this.began = now;
    setImmediate(this.turn);
  }

  private readonly turn = (): void => {
    const began = this.now();
    do {
      if (this.head >= this.waiting.length) break;
      const { request, response } = this.waiting[this.head++];
      // Who has left meanwhile is not answered.
      if (!response.destroyed) this.handlers.answer(request, response);
    } while (this.now() - began < this.slice);
    this.slice = SLICE;
    if (this.head < this.waiting.length) {
      this.dropTaken();
      this.begin(began);
    } else {
      this.waiting = [];
      this.head = 0;
      this.began = undefined;
    }
  };

  /** Lets go of what was taken, once it is the larger part. */
  private dropTaken(): void {
    if (this.head < 1000 || 2 * this.head < this.waiting.length) return;
    this.waiting = this.waiting.slice(this.head);
    this.head = 0;
  }
}
