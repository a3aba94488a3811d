import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { ServerResponse } from 'node:http';

/** What a sender may call its request: short, and harmless in a header, a log and a document. */
const VALID = /^[\w.:-]{1,128}$/;

const ids = new WeakMap<ServerResponse, string>();

/** Names each request: by the header `X-Request-Id` where it holds a sound name, else anew. The answer carries it. */
export const requestId: RequestHandler = (request, response, next) => {
  const sent = request.headers['x-request-id'];
  const id = typeof sent === 'string' && VALID.test(sent) ? sent : randomUUID();
  ids.set(response, id);
  response.setHeader('X-Request-Id', id);
  next();
};

/** The name of the request that this response answers. */
export function requestIdOf(response: ServerResponse): string {
  return ids.get(response) ?? '';
}
