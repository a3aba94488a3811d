import { z } from 'zod';
import { messageOf } from '../../../core/index.js';
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
        const { manifest } = await inTime(services.live.confirmed());
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

async function inTime<Value>(reading: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('The live snapshot is not yet open, or Redis is slow.'));
    }, PATIENCE);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}

function detailOf(error: unknown): string {
  return isRedisFailure(error) ? `Redis does not answer (${messageOf(error)}).` : messageOf(error);
}
