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
  // BullMQ's process waits for its job when it is told to end, for up to half a minute. Nobody listening to SIGTERM, the
  // system ends it at once, computing or not; Ctrl-C at a terminal, or its end, reaches the worker too, which decides.
  process
    .removeAllListeners('SIGTERM')
    .removeAllListeners('SIGINT')
    .on('SIGINT', () => undefined)
    .on('SIGHUP', () => undefined);
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
