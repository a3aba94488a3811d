import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { ApiMetrics } from '../metrics/api-metrics.js';
import { setState, type RequestState } from './request-state.js';
import { dataHeaders } from './security-headers.js';

/** What a sender may call its request: short, and harmless in a header, a log and a document. */
const VALID = /^[\w.:-]{1,128}$/;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

/** A handler before all others, of Express' or a bare server's requests. */
export type BeginRequest = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Names each request, by the header `X-Request-Id` where it holds a sound name, else anew; and records it when its answer has
 * gone out: its time in the metrics, and a line in the log at level `info`, or `debug` without an access log. Both know the
 * route as the document writes it, never the address: who and what was asked for stands in there.
 */
export function beginRequests(
  logger: Logger,
  metrics: Pick<ApiMetrics, 'requestEnded'>,
  { accessLog = true }: { readonly accessLog?: boolean } = {},
): BeginRequest {
  const level = accessLog ? 'info' : 'debug';
  return (request, response, next) => {
    const started = performance.now();
    const { method = 'GET', headers } = request;
    const sent = headers['x-request-id'];
    const id = typeof sent === 'string' && VALID.test(sent) ? sent : randomUUID();
    const state: RequestState = { id, headers: ['X-Request-Id', id, ...dataHeaders], route: 'none', caller: undefined };
    setState(response, state);
    response.once('close', () => {
      const milliseconds = performance.now() - started;
      const { route, caller } = state;
      // A client that left before its answer is told by no status that was sent; 499 is what proxies call it.
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.requestEnded(METHODS.has(method) ? method : 'other', route, status, milliseconds / 1000);
      if (logger.isLevelEnabled(level)) {
        const took = Math.round(milliseconds * 1000) / 1000;
        logger[level]({ requestId: id, method, route, status, milliseconds: took, keyId: caller?.keyId }, 'request');
      }
    });
    next();
  };
}
