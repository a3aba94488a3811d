import { z } from 'zod';
import { SET_POINTERS } from '../../../storage/redis/index.js';
import { idSchema, ofNamed, pointAt, rollBack, versionNamed } from '../../lists/index.js';
import { operation } from '../operation.js';
import { json, noContent } from '../reply.js';

const snapshot = idSchema.describe('A snapshot of `GET /v1/versions`, or `previous`, `canary` or `shadow`.');
const params = z.strictObject({ pointer: z.enum(SET_POINTERS) });

export const putLiveVersion = operation({
  id: 'putLiveVersion',
  method: 'put',
  path: '/v1/versions/live',
  scope: 'admin',
  tag: 'Versions',
  summary: 'Answer from another version',
  description:
    'Moves `live`, and `previous` to what was live before, in one step: each answer is of one version or of the other. Its model is what the next embedding takes. All processes follow as soon as it is open there. The lists in Neo4j follow by a job.',
  body: z.strictObject({
    snapshot,
    writeBack: z
      .int()
      .min(0)
      .max(100)
      .default(10)
      .describe('Items of each list that are written into Neo4j for analysts; 0: the graph stays as it is.'),
  }),
  responses: {
    200: {
      description: 'It is live.',
      schema: z
        .object({
          snapshot: z.string(),
          before: z.string().nullable().describe('What was live before; null where nothing was.'),
          model: z.string(),
          modelInUse: z
            .boolean()
            .describe('False where the model is no longer stored: the next embedding takes another.'),
          job: z.string().nullable().describe('The job that writes the lists into Neo4j.'),
        })
        .meta({ id: 'LiveVersion' }),
      example: {
        snapshot: 'fcf36686d82891bf',
        before: 'a01b6d5c7e2f9034',
        model: '529bba3e3a4c7256',
        modelInUse: true,
        job: 'publish/3',
      },
    },
  },
  problems: ['unknown-version', 'snapshot-corrupt'],
  examples: [{ summary: 'A version that is not there', body: { snapshot: '0123456789abcdef' }, status: 404 }],
  handle:
    ({ body }) =>
    async ({ services }) => {
      const { redis, versioning, jobs, live } = services;
      const id = await versionNamed(redis, body.snapshot);
      const moved = await ofNamed(id, rollBack({ redis, ...versioning }, id));
      await live.refresh();
      return json({ ...moved, job: body.writeBack === 0 ? null : await jobs.writeBack(id, body.writeBack) });
    },
});

export const putVersionPointer = operation({
  id: 'putVersionPointer',
  method: 'put',
  path: '/v1/versions/{pointer}',
  scope: 'admin',
  tag: 'Versions',
  summary: 'Keep a version to look at',
  description:
    'Points `canary` or `shadow` at a snapshot. It stays for as long, and is read with `?snapshot=canary` by a key of the scope `admin`; nobody else is answered from it.',
  params,
  body: z.strictObject({ snapshot: idSchema.describe('A snapshot of `GET /v1/versions`, or `live` or `previous`.') }),
  responses: {
    200: {
      description: 'It is set.',
      schema: z.object({ pointer: z.enum(SET_POINTERS), snapshot: z.string() }).meta({ id: 'VersionPointer' }),
      example: { pointer: 'canary', snapshot: 'fcf36686d82891bf' },
    },
  },
  problems: ['unknown-version', 'snapshot-corrupt'],
  examples: [
    {
      summary: 'A version that is not there',
      params: { pointer: 'canary' },
      body: { snapshot: '0123456789abcdef' },
      status: 404,
    },
  ],
  handle:
    ({ params: { pointer }, body }) =>
    async ({ services: { redis, versioning } }) =>
      json({ pointer, snapshot: await pointAt(redis, pointer, body.snapshot, versioning.graceSeconds) }),
});

export const deleteVersionPointer = operation({
  id: 'deleteVersionPointer',
  method: 'delete',
  path: '/v1/versions/{pointer}',
  scope: 'admin',
  tag: 'Versions',
  summary: 'Keep it no longer',
  description: 'The snapshot goes away after the grace period, unless another pointer names it.',
  params,
  responses: { 204: { description: 'The pointer names nothing.' } },
  examples: [{ summary: 'No shadow any more', params: { pointer: 'shadow' }, status: 204 }],
  handle:
    ({ params: { pointer } }) =>
    async ({ services: { redis, versioning } }) => {
      await pointAt(redis, pointer, null, versioning.graceSeconds);
      return noContent(204);
    },
});
