/**
 * A thread that ends its process within a second of the parent's end: the first thread may be computing then, or be caught
 * in a loop, and would go on for nobody.
 */
import { workerData } from 'node:worker_threads';

const parent = workerData as unknown;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 500);
