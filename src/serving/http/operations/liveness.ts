import { z } from 'zod';
import { operation } from '../operation.js';
import { json } from '../reply.js';

export const liveness = operation({
  id: 'getLiveness',
  method: 'get',
  path: '/healthz',
  scope: 'none',
  tag: 'Service',
  summary: 'Whether the process runs',
  responses: {
    200: { description: 'It runs.', schema: z.object({ status: z.literal('ok') }).meta({ id: 'Liveness' }) },
  },
  examples: [{ summary: 'It runs', answer: { status: 'ok' } }],
  handle: () => () => json({ status: 'ok' }),
});
