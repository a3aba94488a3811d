/** What the worker does: `train` and `embed`, each in a process of its own. */
export { snapshotGrace } from './embed/snapshot-grace.js';
export { writeSnapshotBack } from './embed/write-back.js';
export { storedModel } from './stored-models.js';
export { startWorker, type RunningWorker } from './worker.js';
