import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { beginRequests } from '../middleware/begin-requests.js';
import { notFound, problemHandler } from '../middleware/problem-handler.js';
import { sendReply } from '../middleware/send.js';
import { json, text } from '../reply.js';

/** What a process that serves no API tells those who watch it. */
export interface ProbeParts {
  /** Whether it does its work, and what else to say of that. */
  readonly health: () => { readonly alive: boolean; readonly details: object };
  /** Metrics in Prometheus' text format. */
  readonly scrape: () => Promise<string>;
  readonly logger: Logger;
}

/** `/healthz` (200, or 503 where the work has stopped) and `/metrics`, without keys. Probes leave no line in the log. */
export function createProbeApp({ health, scrape, logger }: ProbeParts): Express {
  const counted = { requestEnded: () => undefined, problemAnswered: () => undefined };
  const app = express().disable('x-powered-by').disable('etag').enable('case sensitive routing');
  app.use(beginRequests(logger, counted, { accessLog: false }));
  app.get('/healthz', (_request, response) => {
    const { alive, details } = health();
    sendReply(response, json({ status: alive ? 'ok' : 'stopped', ...details }, { status: alive ? 200 : 503 }));
  });
  app.get('/metrics', async (_request, response) => {
    sendReply(response, text(await scrape(), 'text/plain; version=0.0.4; charset=utf-8'));
  });
  return app.use(notFound, problemHandler(logger, counted));
}
