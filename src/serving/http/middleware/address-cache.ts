import { LRUCache } from 'lru-cache';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Handler } from '../operation.js';

/** A request's input, read: what answers it, and the customers that it names. */
export interface Prepared {
  readonly handler: Handler;
  readonly customers: readonly string[];
}

/** What requests of an address say, by their body. */
export type Answer = (body: unknown) => Prepared;

/** Answers a request to one call. What answers an address that was read before is handed over; else the call reads it. */
export type Serve = (request: Request, response: Response, next: NextFunction, answer?: Answer) => void;

interface Entry {
  readonly serve: Serve;
  readonly answer: Answer;
}

const ADDRESSES = 10_000;
/** Characters of an address that is cached: with the bound above, some 30 MB at most. */
const LONGEST = 1000;

/**
 * Addresses that were found valid, with the call that they are for. Which call that is and what the address says to it hangs
 * on the method and the address alone, so the same again is neither looked up among the routes nor read and checked anew.
 */
export class AddressCache {
  private readonly addresses = new LRUCache<string, Entry>({ max: ADDRESSES });

  set({ method, originalUrl }: Request, serve: Serve, answer: Answer): void {
    if (originalUrl.length <= LONGEST) this.addresses.set(nameOf(method, originalUrl), { serve, answer });
  }

  /** Hands a request whose address is cached to its call, any other to the routes. */
  readonly handler: RequestHandler = (request, response, next) => {
    const cached = this.addresses.get(nameOf(request.method, request.originalUrl));
    if (cached === undefined) next();
    else cached.serve(request, response, next, cached.answer);
  };
}

function nameOf(method: string, address: string): string {
  return method === 'GET' ? address : `${method} ${address}`;
}
