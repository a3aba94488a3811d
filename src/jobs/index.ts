/** BullMQ: the queue of re-embeddings, its worker, and the job itself in a process of its own. */
export { embedJobSchema, type EmbedJob, type EmbedResult } from './embed-job.js';
export { EmbedQueue, type QueueCounts } from './embed-queue.js';
export { startEmbedWorker, type RunningWorker } from './embed-worker.js';
