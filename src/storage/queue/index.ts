/** The queues: what each kind of job is called, takes and tells; ask for one, follow it, cancel it, count them. */
export { clearQueues, countQueues, countWorkers, jobKinds, lastFinished } from './all-queues.js';
export { embedJobSchema, embedKind, type EmbedJob, type EmbedResult } from './embed-job.js';
export { recordFailure, recordedFailure } from './failure.js';
export { parsePayload, type JobKind, type JobName } from './job-kind.js';
export { JobList, type JobView } from './job-list.js';
export { JobQueue, type Cancellation } from './job-queue.js';
export { STAND_IN, type QueueCounts } from './queue-counts.js';
export type { FinishedJob } from './last-finished.js';
export { queueOptions, releaseConnection } from './queue-options.js';
export { attemptOptions, recoveryOptions, worthAnotherAttempt, type WorkerRecovery } from './retry-policy.js';
export { networkAlone, trainJobSchema, trainKind, type TrainJob, type TrainResult } from './train-job.js';
export { WRITE_BACK_STATES, type WriteBackResult } from './write-back-result.js';
