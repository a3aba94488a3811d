import { z } from 'zod';
import { messageOf } from '../../../core/index.js';
import { operation } from '../operation.js';
import { json } from '../reply.js';

const ready = z
  .object({ status: z.literal('ready'), snapshot: z.string(), model: z.string(), createdAt: z.iso.datetime() })
  .meta({ id: 'Readiness' });
const notReady = z.object({ status: z.literal('not ready'), detail: z.string() }).meta({ id: 'NotReady' });

export const readiness = operation({
  id: 'getReadiness',
  method: 'get',
  path: '/readyz',
  scope: 'none',
  tag: 'Service',
  summary: 'Whether lists can be served',
  description: 'Ready once Redis answers and a snapshot is live.',
  responses: {
    200: { description: 'Lists can be served, from this snapshot.', schema: ready },
    503: { description: 'Not yet, and why.', schema: notReady },
  },
  examples: [
    {
      summary: 'A snapshot is live',
      answer: {
        status: 'ready',
        snapshot: '585cc5c7bfc676ec',
        model: 'aaa88645e6c62e5f',
        createdAt: '2026-05-04T10:20:30.000Z',
      },
    },
  ],
  handle:
    () =>
    async ({ services }) => {
      try {
        const { manifest } = await services.live.current();
        return json({
          status: 'ready',
          snapshot: manifest.id,
          model: manifest.model.id,
          createdAt: manifest.createdAt,
        });
      } catch (error) {
        return json({ status: 'not ready', detail: messageOf(error) }, { status: 503 });
      }
    },
});
