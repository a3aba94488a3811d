import { LRUCache } from 'lru-cache';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** What an address says to its call, validated. */
export interface Address {
  readonly params: Record<string, unknown>;
  readonly query: Record<string, unknown>;
}

/** Answers a request to one call. An address that was read before is handed over; without it, the call reads it itself. */
export type Serve = (request: Request, response: Response, next: NextFunction, address?: Address) => void;

interface Entry {
  readonly serve: Serve;
  readonly address: Address;
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

  set({ method, originalUrl }: Request, serve: Serve, address: Address): void {
    if (originalUrl.length <= LONGEST) this.addresses.set(nameOf(method, originalUrl), { serve, address });
  }

  /** Hands a request whose address is cached to its call, any other to the routes. */
  readonly handler: RequestHandler = (request, response, next) => {
    const cached = this.addresses.get(nameOf(request.method, request.originalUrl));
    if (cached === undefined) next();
    else cached.serve(request, response, next, cached.address);
  };
}

function nameOf(method: string, address: string): string {
  return method === 'GET' ? address : `${method} ${address}`;
}
