import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { httpErrors, type HttpErrorKind } from '../../../core/index.js';
import { loggedError } from '../../../core/index.js';
import type { ApiMetrics } from '../metrics/api-metrics.js';
import { ApiError } from '../problems/api-error.js';
import { problemFor } from '../problems/problem-for.js';
import { problemOf } from '../problems/problem.js';
import { stateOf } from './request-state.js';
import { sendProblem } from './send.js';

/** For an address that no call has. */
export const notFound: RequestHandler = ({ method, path }) => {
  throw new ApiError('not-found', `There is nothing at ${method} ${path.slice(0, 256)}.`);
};

/** Turns whatever a handler threw into a problem; only faults of ours are logged as errors. */
export function problemHandler(logger: Logger, metrics: Pick<ApiMetrics, 'problemAnswered'>): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { id: requestId, route } = stateOf(response);
    const known = problemFor(error);
    if (known === undefined) {
      logger.error({ err: loggedError(error), requestId, method: request.method, route }, 'request failed');
    }
    const problem = known ?? problemOf('internal', 'The request failed; the log has the cause.');
    metrics.problemAnswered(problem.code);
    const { retryAfter }: HttpErrorKind = httpErrors[problem.code];
    sendProblem(
      response,
      { ...problem, requestId },
      {
        ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
        ...(error instanceof ApiError ? error.headers : {}),
      },
    );
  };
}
