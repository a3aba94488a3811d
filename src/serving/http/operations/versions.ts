import { SNAPSHOT_FORMAT } from '../../../storage/redis/index.js';
import { versionsSchema } from '../../lists/index.js';
import { operation } from '../operation.js';
import { json } from '../reply.js';

export const versions = operation({
  id: 'listVersions',
  method: 'get',
  path: '/v1/versions',
  scope: 'read',
  tag: 'Versions',
  summary: 'Snapshots and models',
  description:
    'The snapshots that can be answered from, and the trained models of the folder that the service was started with, each the newest first (at most 1,000). A list names both in `snapshot` and `model`. The model that is live is the one that the next embedding takes: the one that `alongside models use` or `rollback` chose, until the next training.',
  responses: { 200: { description: 'All versions.', schema: versionsSchema } },
  examples: [
    {
      summary: 'One live snapshot, of one model',
      answer: {
        snapshots: [
          {
            id: 'fcf36686d82891bf',
            live: true,
            pointers: ['live'],
            createdAt: '2026-05-04T10:20:30.000Z',
            model: '529bba3e3a4c7256',
            layer: 'lightgcn',
            products: 2000,
            format: SNAPSHOT_FORMAT,
            expiresIn: null,
            bytes: { shared: 78_728, cards: 406_960, lists: 12_368_560 },
            bytesPerThousandProducts: 6_427_124,
            balance: 0.3,
            maxExposure: 0.1,
            exposure: {
              lists: 1962,
              maxExposure: 0.072,
              mostShown: 'mats-004',
              trafficExposure: 0.091,
              maxFirst: 0.021,
              mostFirst: 'mats-004',
              firstIsBestseller: 0.034,
              firstIsRecent: 0.041,
              topDecile: 0.312,
              belowChance: 0,
              notAbove: 0.004,
            },
          },
        ],
        models: [{ id: '529bba3e3a4c7256', live: true, createdAt: '2026-05-04T10:15:00.000Z', damaged: false }],
      },
    },
  ],
  handle:
    () =>
    async ({ services }) =>
      json(await services.versions()),
});
