import { z } from 'zod';
import { messageOf, within } from '../../../core/index.js';
import { isRedisFailure } from '../../../storage/redis/index.js';
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
  description:
    'Ready once Redis answers and a snapshot is live, with all its parts. Answers within a second, whatever Redis does.',
  responses: {
    200: { description: 'Lists can be served, from this snapshot.', schema: ready },
    503: { description: 'Not yet, and why.', schema: notReady },
  },
  examples: [
    {
      summary: 'A snapshot is live',
      answer: {
        status: 'ready',
        snapshot: 'fcf36686d82891bf',
        model: '529bba3e3a4c7256',
        createdAt: '2026-05-04T10:20:30.000Z',
      },
    },
  ],
  handle:
    () =>
    async ({ services }) => {
      try {
        const { manifest } = await within(PATIENCE, services.live.confirmed(), LATE);
        return json({
          status: 'ready',
          snapshot: manifest.id,
          model: manifest.model.id,
          createdAt: manifest.createdAt,
        });
      } catch (error) {
        return json({ status: 'not ready', detail: detailOf(error) }, { status: 503, headers: { 'Retry-After': '1' } });
      }
    },
});

/** Milliseconds after which whoever probes is told that it is not ready. */
const PATIENCE = 900;
const LATE = 'The live snapshot is not yet open, or Redis is slow.';

function detailOf(error: unknown): string {
  return isRedisFailure(error) ? 'Redis does not answer.' : messageOf(error);
}
