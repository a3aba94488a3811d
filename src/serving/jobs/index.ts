/** Embeddings asked for, followed and cancelled by whoever calls the API. */
export { EmbeddingJobs, type QueuedJob } from './embedding-jobs.js';
export { jobEvents } from './job-events.js';
