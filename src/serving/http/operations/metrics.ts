import { z } from 'zod';
import { operation } from '../operation.js';
import { text } from '../reply.js';

export const metrics = operation({
  id: 'getMetrics',
  method: 'get',
  path: '/metrics',
  scope: 'metrics',
  tag: 'Service',
  summary: 'Metrics for Prometheus',
  description:
    "Of the service, over all its processes, in Prometheus' text format: latencies by route, cached answers (to questions that are not about a customer), sources of lists, the live snapshot's age, queues, refusals. Nothing in it names a customer; keep the address inside your network all the same, ask for a key (`serve --metrics-key`), or serve it on a port of its own (`serve --metrics-port`).",
  responses: { 200: { description: 'The metrics.', schema: z.string(), mediaType: 'text/plain' } },
  examples: [{ summary: 'All metrics' }],
  handle:
    () =>
    async ({ services }) =>
      text(await services.scrape(), 'text/plain; version=0.0.4; charset=utf-8'),
});
