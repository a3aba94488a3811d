import { Worker } from 'node:worker_threads';
import { strip } from './job-error.js';

/**
 * Ties a job's process to the worker that started it. A worker that is killed cannot end it, and it must not go on beside the
 * job's next attempt.
 *
 * Whatever nobody caught ends the process: BullMQ tells the worker of it, and where that cannot be told, because the worker is
 * gone, its own rejection would come back as the next one that nobody caught, for ever.
 */
export function endWithParent(): void {
  const watch = new Worker(new URL('./parent-watch.js', import.meta.url), { workerData: process.ppid });
  watch.unref();
  process.on('disconnect', () => process.exit(1));
  let told = false;
  process.prependListener('uncaughtException', (error: unknown) => {
    if (told || !process.connected) process.exit(1);
    told = true;
    strip(error);
  });
}
