import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { AlongsideError } from '../../kernel/index.js';
import type { ApiMetrics } from '../metrics/api-metrics.js';
import { ApiError } from '../problems/api-error.js';
import { isProblemCode } from '../problems/catalogue.js';
import { problemOf, type Problem } from '../problems/problem.js';
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
    if (known === undefined) logger.error({ err: error, requestId, method: request.method, route }, 'request failed');
    const problem = known ?? problemOf('internal', 'The request failed; the log has the cause.');
    metrics.problemAnswered(problem.code);
    sendProblem(response, { ...problem, requestId }, error instanceof ApiError ? error.headers : {});
  };
}

/** The problem that a client may be told of; undefined for a fault of ours. */
function problemFor(error: unknown): Problem | undefined {
  if (error instanceof z.ZodError) {
    const errors = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    const detail = errors.map(({ path, message }) => `${path || 'request'}: ${message}`).join('; ');
    return problemOf('invalid-request', detail, { errors });
  }
  if (error instanceof AlongsideError) {
    return isProblemCode(error.code) ? problemOf(error.code, error.message) : undefined;
  }
  if (error instanceof URIError) return problemOf('invalid-request', 'The address is not properly percent-encoded.');
  if (isBodyError(error)) {
    if (error.type === 'entity.too.large')
      return problemOf('body-too-large', 'The body is longer than the call takes.');
    return error.status === 415
      ? problemOf('unsupported-media-type', 'The body is encoded in a way that is not understood here.')
      : problemOf('invalid-request', 'The body could not be read.');
  }
  return undefined;
}

/** What Express' body parser throws: a 4xx status and a type. */
function isBodyError(error: unknown): error is { readonly type?: string; readonly status: number } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status < 500
  );
}
