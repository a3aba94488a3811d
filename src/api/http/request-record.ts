import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { ApiMetrics } from '../metrics/api-metrics.js';
import { stateOf } from './request-state.js';

/**
 * Records each request when its answer has gone out: its time in the metrics, and a line in the log at level `debug`. Both
 * know the route as the document writes it, never the address: who and what was asked for stands in there.
 */
export function recordRequests(logger: Logger, metrics: ApiMetrics): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    response.once('close', () => {
      const milliseconds = performance.now() - started;
      const { id, route, caller } = stateOf(response);
      const { method } = request;
      // A client that left before its answer is told by no status that was sent; 499 is what proxies call it.
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.requestEnded(METHODS.has(method) ? method : 'other', route, status, milliseconds / 1000);
      if (logger.isLevelEnabled('debug')) {
        logger.debug({ requestId: id, method, route, status, milliseconds, keyId: caller?.keyId }, 'request');
      }
    });
    next();
  };
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);
