/** Runs jobs as BullMQ's process does, and tells its parent what would go to the queue. */
import type { SandboxedJob } from 'bullmq';
import { jobProcess } from '../../../src/operations/jobs/job-process.js';
import { embedKind, type EmbedResult } from '../../../src/storage/queue/index.js';

// As BullMQ's own listener, which is there before a processor is loaded.
process.on('uncaughtException', (error) => {
  process.send?.({ uncaught: Object.getOwnPropertyNames(error) });
});
const run = jobProcess(embedKind, () => Promise.reject<EmbedResult>(new Error('never run')));
const progress: unknown[] = [];
const job = { data: { layer: 'mlp' }, updateProgress: (value: unknown) => Promise.resolve(void progress.push(value)) };
await run(job as unknown as SandboxedJob).catch((error: unknown) => {
  const { name, message } = error as Error;
  process.send?.({ name, message, properties: Object.getOwnPropertyNames(error), progress });
});
void Promise.reject(Object.assign(new Error('Nobody waits.', { cause: new Error('deep') }), { tensor: [1, 2, 3] }));
