import { z } from 'zod';
import { embedJobSchema, jobViewSchema, type JobView } from '../../../storage/queue/index.js';
import { jobEvents } from '../../jobs/index.js';
import { idSchema } from '../../lists/index.js';
import { operation } from '../operation.js';
import { eventStream, json, noContent } from '../reply.js';

const waiting: JobView = {
  id: '7',
  kind: 'embed',
  state: 'waiting',
  askedAt: '2026-05-04T10:20:30.000Z',
  dueAt: null,
  startedAt: null,
  endedAt: null,
  attempts: 0,
  mostAttempts: 3,
  schedule: null,
  payload: embedJobSchema.parse({ full: true }),
  step: null,
  progress: null,
  result: null,
  failure: null,
};
const active: JobView = {
  ...waiting,
  state: 'active',
  startedAt: '2026-05-04T10:20:31.000Z',
  step: 'writing lists',
  progress: {
    step: 'writing lists',
    done: 1200,
    total: 2000,
    unit: 'products',
    number: 9,
    secondsLeft: 12.5,
    memory: 325_058_560,
  },
};
const params = z.strictObject({ id: idSchema.describe('The `id` of the job.') });
const nobody = { summary: 'A job that never was', params: { id: '999999' }, status: 404 };

export const addEmbeddingJob = operation({
  id: 'addEmbeddingJob',
  method: 'post',
  path: '/v1/embeddings/jobs',
  scope: 'admin',
  tag: 'Jobs',
  summary: 'Queue a re-embedding',
  description:
    'A worker takes it when those before it have ended: one embedding runs at a time. Where one that asks for the same waits yet, it does for both (`coalesced`). Until it is done, lists are those of the live snapshot.',
  body: embedJobSchema,
  responses: {
    202: {
      description: 'It is queued.',
      schema: z.object({ job: jobViewSchema, coalesced: z.boolean() }).meta({ id: 'QueuedJob' }),
      headers: { Location: 'Where the job is.' },
    },
  },
  examples: [
    {
      summary: 'Write all lists anew',
      body: { full: true },
      status: 202,
      answer: { job: waiting, coalesced: false },
    },
  ],
  handle:
    ({ body }) =>
    async ({ services }) => {
      const queued = await services.jobs.add(body);
      return json(queued, { status: 202, headers: { Location: `/v1/embeddings/jobs/${queued.job.id}` } });
    },
});

export const listEmbeddingJobs = operation({
  id: 'listEmbeddingJobs',
  method: 'get',
  path: '/v1/embeddings/jobs',
  scope: 'admin',
  tag: 'Jobs',
  summary: 'All re-embeddings',
  description:
    'Those that wait, run, wait for their next attempt, ended or failed (of each state 100 at most), oldest first.',
  responses: {
    200: {
      description: 'The jobs.',
      schema: z.object({ jobs: z.array(jobViewSchema) }).meta({ id: 'Jobs' }),
    },
  },
  examples: [{ summary: 'One in progress', answer: { jobs: [active] } }],
  handle:
    () =>
    async ({ services }) =>
      json({ jobs: await services.jobs.all() }),
});

export const getEmbeddingJob = operation({
  id: 'getEmbeddingJob',
  method: 'get',
  path: '/v1/embeddings/jobs/{id}',
  scope: 'admin',
  tag: 'Jobs',
  summary: 'How far a re-embedding is',
  params,
  responses: { 200: { description: 'The job.', schema: jobViewSchema, example: active } },
  problems: ['unknown-job'],
  examples: [nobody],
  handle:
    ({ params: { id } }) =>
    async ({ services }) =>
      json(await services.jobs.show(id)),
});

export const followEmbeddingJob = operation({
  id: 'followEmbeddingJob',
  method: 'get',
  path: '/v1/embeddings/jobs/{id}/events',
  scope: 'admin',
  tag: 'Jobs',
  summary: 'Follow a re-embedding',
  description:
    'Server-sent events: `job` each time that something of the job has changed (twice a second at most), and at its end one of `completed`, `failed` and `cancelled`, after which the stream ends. Each holds the whole job as `GET /v1/embeddings/jobs/{id}` gives it (`cancelled`: its `id`), so that a client that comes again has missed nothing.',
  params,
  responses: {
    200: {
      description: 'The events.',
      mediaType: 'text/event-stream',
      schema: z.string(),
      example: `event: job\ndata: ${JSON.stringify(active)}\n\n`,
    },
  },
  problems: ['unknown-job'],
  examples: [nobody],
  handle:
    ({ params: { id } }) =>
    async ({ services }) => {
      await services.jobs.show(id);
      services.jobs.assertRoom();
      return eventStream((send, left) =>
        services.jobs.stream(left, (list, signal) => jobEvents(list, id, send, signal)),
      );
    },
});

export const cancelEmbeddingJob = operation({
  id: 'cancelEmbeddingJob',
  method: 'delete',
  path: '/v1/embeddings/jobs/{id}',
  scope: 'admin',
  tag: 'Jobs',
  summary: 'Cancel a re-embedding',
  description:
    'Takes a job that waits out of the queue, or ends one in progress, within two seconds also while it computes. The live snapshot stays as it is; what was written of the new one goes away by itself.',
  params,
  responses: {
    204: { description: 'It is cancelled, and gone.' },
    202: { description: 'Its worker does not answer: whoever takes the job up next ends it.' },
  },
  problems: ['unknown-job', 'job-state'],
  examples: [nobody],
  handle:
    ({ params: { id } }) =>
    async ({ services }) =>
      noContent((await services.jobs.cancel(id)).state === 'cancelled' ? 204 : 202),
});
