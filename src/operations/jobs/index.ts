/** What the worker does: `train` and `embed`, each in a process of its own. */
export { startWorker } from './worker.js';
