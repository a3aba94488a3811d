import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { AlongsideError, type ErrorDetails } from '../kernel/index.js';

/** An error as RFC 9457 tells it. `code` is stable; the list of them is `statusOfCode`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** Every code that a client can meet, with its status. */
const statusOfCode: Readonly<Record<string, number>> = {
  'invalid-request': 400,
  'unknown-category': 400,
  'unknown-product': 404,
  'not-found': 404,
  'method-not-allowed': 405,
  'body-too-large': 413,
  'no-snapshot': 503,
  'snapshot-missing': 503,
  'snapshot-corrupt': 503,
  'redis-unreachable': 503,
  internal: 500,
};

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  404: 'Not found',
  405: 'This address does not take that method',
  413: 'The request is too large',
  500: 'Something failed here',
  503: 'Not ready',
};

/** Sends a problem document. */
export function sendProblem(
  response: Response,
  code: string,
  detail: string,
  more: Pick<Problem, 'errors'> = {},
): void {
  const status = statusOfCode[code] ?? 500;
  const problem: Problem = {
    type: `urn:alongside:problem:${code}`,
    title: titles[status] ?? 'Error',
    status,
    code,
    detail,
    ...more,
  };
  response.status(status).type('application/problem+json').send(JSON.stringify(problem));
}

export const notFound: RequestHandler = (request, response) => {
  sendProblem(response, 'not-found', `There is nothing at ${request.method} ${request.path}.`);
};

/** Turns whatever a handler threw into a problem; only faults of ours are logged as errors. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
    } else if (error instanceof z.ZodError) {
      const errors = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
      sendProblem(response, 'invalid-request', errors.map((e) => `${e.path || 'request'}: ${e.message}`).join('; '), {
        errors,
      });
    } else if (error instanceof AlongsideError && error.code in statusOfCode) {
      sendProblem(response, error.code, error.message);
    } else if (error instanceof URIError) {
      sendProblem(response, 'invalid-request', 'The address is not properly percent-encoded.');
    } else if (isBodyError(error)) {
      const tooLarge = error.type === 'entity.too.large';
      sendProblem(
        response,
        tooLarge ? 'body-too-large' : 'invalid-request',
        tooLarge ? 'The body is too large.' : 'The body is not valid JSON.',
      );
    } else {
      const details: ErrorDetails = { method: request.method, path: request.path };
      logger.error({ err: error, ...details }, 'request failed');
      sendProblem(response, 'internal', 'The request failed; the log has the cause.');
    }
  };
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
