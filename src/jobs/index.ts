/** BullMQ: a queue for each kind of job, their worker, and the jobs themselves, each in a process of its own. */
export { embedJobSchema, embedKind, type EmbedJob, type EmbedResult } from './embed/embed-job.js';
export { networkAlone, trainJobSchema, trainKind, type TrainJob, type TrainResult } from './train/train-job.js';
export { JobQueue } from './queue/job-queue.js';
export type { QueueCounts } from './queue/queue-counts.js';
export type { JobKind } from './queue/job-kind.js';
export type { RunningWorker, WorkerOptions, WorkerRecovery } from './queue/worker.js';
export { clearQueues, countQueues, startWorker } from './all-kinds.js';
