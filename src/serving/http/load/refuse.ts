import type { IncomingMessage, RequestListener } from 'node:http';
import type { ApiMetrics } from '../metrics/api-metrics.js';
import type { BeginRequest } from '../middleware/begin-requests.js';
import { stateOf } from '../middleware/request-state.js';
import { sendProblem } from '../middleware/send.js';
import { problemOf } from '../problems/problem.js';

/** What asks whether the service lives; whoever asks would end it for a late answer. */
const PROBES = new Set(['/healthz', '/readyz']);

export function isProbe({ url }: IncomingMessage): boolean {
  return url !== undefined && PROBES.has(url);
}

const OVERLOADED = problemOf('overloaded', 'More is asked than can be answered soon. Try again after a moment.');
const HEADERS = { 'Retry-After': '1' };

/** Answers `overloaded` at once, past all that would take its time; it is counted and logged like any answer. */
export function refusing(begin: BeginRequest, metrics: Pick<ApiMetrics, 'problemAnswered'>): RequestListener {
  return (request, response) => {
    begin(request, response, () => {
      metrics.problemAnswered(OVERLOADED.code);
      sendProblem(response, { ...OVERLOADED, requestId: stateOf(response).id }, HEADERS);
    });
  };
}
