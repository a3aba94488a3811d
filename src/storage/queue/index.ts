/** The queues: names and payloads of jobs; ask for one, follow it. */
export { jobFailure } from './failure.js';
export { parsePayload, type JobKind } from './job-kind.js';
export { JobQueue } from './job-queue.js';
export { countJobs, type QueueCounts } from './queue-counts.js';
export { queueOptions } from './queue-options.js';
