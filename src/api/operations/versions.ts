import { versionsSchema } from '../../serving/index.js';
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
    'The snapshots that can be answered from, and the trained models of the folder that the service was started with, each the newest first. A list names both in `snapshot` and `model`.',
  responses: { 200: { description: 'All versions.', schema: versionsSchema } },
  examples: [
    {
      summary: 'One live snapshot, of one model',
      answer: {
        snapshots: [
          {
            id: 'a94f0ba0b5ab6b3d',
            live: true,
            createdAt: '2026-05-04T10:20:30.000Z',
            model: 'f3a5c1d2e4b60718',
            layer: 'lightgcn',
            products: 2000,
            format: 2,
            expiresIn: null,
          },
        ],
        models: [{ id: 'f3a5c1d2e4b60718', live: true, createdAt: '2026-05-04T10:15:00.000Z' }],
      },
    },
  ],
  handle: async (_input, { services }) => json(await services.versions()),
});
