import type { RequestHandler } from 'express';
import { problemOf } from '../problems/problem.js';
import { requestIdOf } from './request-id.js';
import { sendProblem, sendReply } from './send.js';

/** Answers OPTIONS with what the address takes, and any other method with 405. */
export function methodNotAllowed(methods: readonly string[]): RequestHandler {
  const allow = { Allow: [...methods, 'OPTIONS'].join(', ') };
  return (request, response) => {
    if (request.method === 'OPTIONS') sendReply(response, { status: 204, headers: allow });
    else {
      const detail = `${request.method} is not for this address, which takes ${allow.Allow}.`;
      sendProblem(response, problemOf('method-not-allowed', detail, { requestId: requestIdOf(response) }), allow);
    }
  };
}
