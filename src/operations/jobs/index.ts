/** What the worker does: `train` and `embed`, each in a process of its own. */
export { clearQueues, countQueues, startWorker } from './all-kinds.js';
export { embedJobSchema, embedKind, type EmbedJob, type EmbedResult } from './embed/embed-job.js';
export { networkAlone, trainJobSchema, trainKind, type TrainJob, type TrainResult } from './train/train-job.js';
