/** BullMQ: the queue of re-embeddings, its worker, and the job itself in a process of its own. */
export { embedJobSchema, type EmbedJob, type EmbedResult } from './embed/embed-job.js';
export { EmbedQueue, type QueueCounts } from './embed/embed-queue.js';
export { startEmbedWorker, type RunningWorker, type WorkerRecovery } from './embed/embed-worker.js';
