/** What the worker does: `train` and `embed`, each in a process of its own. */
export { EventConsumer, type CommittedBatch, type ConsumerCounts } from './events/event-consumer.js';
export { snapshotGrace } from './embed/snapshot-grace.js';
export { writeSnapshotBack } from './embed/write-back.js';
export type { Reachability } from './server-watch.js';
export { heldOutQuality, storedModel, type HeldOutQuality } from './stored-models.js';
export { startWorker, type AttemptEnd, type RunningWorker } from './worker.js';
