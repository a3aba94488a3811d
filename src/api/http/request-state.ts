import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Caller } from '../../keys/index.js';

/** What is known of a request while it is answered. */
export interface RequestState {
  readonly id: string;
  /** The call's path as the document writes it; `none` while no call took the request. */
  route: string;
  /** By the key that was sent. */
  caller: Caller | undefined;
}

/** What a sender may call its request: short, and harmless in a header, a log and a document. */
const VALID = /^[\w.:-]{1,128}$/;

const states = new WeakMap<ServerResponse, RequestState>();

/** Names each request: by the header `X-Request-Id` where it holds a sound name, else anew. The answer carries it. */
export const nameRequest: RequestHandler = (request, response, next) => {
  const sent = request.headers['x-request-id'];
  const id = typeof sent === 'string' && VALID.test(sent) ? sent : randomUUID();
  states.set(response, { id, route: 'none', caller: undefined });
  response.setHeader('X-Request-Id', id);
  next();
};

/** The state of the request that this response answers. */
export function stateOf(response: ServerResponse): RequestState {
  const state = states.get(response);
  if (state === undefined) throw new Error('nameRequest must stand before every other handler.');
  return state;
}
