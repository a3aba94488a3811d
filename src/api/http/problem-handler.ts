import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { problemFor } from '../problems/problem-for.js';
import { problemOf } from '../problems/problem.js';
import { requestIdOf } from './request-id.js';
import { sendProblem } from './send.js';

/** For an address that no call has. */
export const notFound: RequestHandler = (request, response) => {
  const detail = `There is nothing at ${request.method} ${request.path.slice(0, 256)}.`;
  sendProblem(response, problemOf('not-found', detail, { requestId: requestIdOf(response) }));
};

/** Turns whatever a handler threw into a problem; only faults of ours are logged as errors. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const requestId = requestIdOf(response);
    const known = problemFor(error);
    if (known === undefined) {
      logger.error({ err: error, requestId, method: request.method }, 'request failed');
      sendProblem(response, problemOf('internal', 'The request failed; the log has the cause.', { requestId }));
    } else {
      sendProblem(response, { ...known, requestId });
    }
  };
}
