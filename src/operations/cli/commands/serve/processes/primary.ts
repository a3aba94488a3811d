import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { Logger } from 'pino';
import { AlongsideError } from '../../../../../core/index.js';
import { MetricsGatherer } from './gather-metrics.js';
import type { ServedAt } from '../served-at.js';
import type { FromChild, ToChild } from './messages.js';
import { Restarts } from './restarts.js';

/** Milliseconds that serving processes have to end; then they are ended. */
const GRACE = 4500;

/** Processes that serve one port together: each runs this very command line. */
export class ServingProcesses {
  private readonly serving = new Set<Worker>();
  private readonly metrics = new MetricsGatherer();
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopping = false;

  constructor(private readonly logger: Logger) {
    // Each takes connections from the port itself, the less it has to do the more: one that is handed to a process that just
    // then dies would hang for ever.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
    cluster.setupPrimary({ exec: process.argv[1], args: process.argv.slice(2) });
  }

  /**
   * Starts so many, the first alone: where it cannot serve, none can. It says why itself.
   *
   * @returns the addresses that they share
   * @throws AlongsideError `process-ended`; `interrupted` where the signal aborts before, none being started where it has
   */
  async start(count: number, signal: AbortSignal): Promise<ServedAt> {
    const first = await this.begin(new Restarts(), signal);
    const others = Array.from({ length: count - 1 }, () => this.begin(new Restarts(), signal));
    await Promise.all(others);
    return first;
  }

  /** Tells all that another snapshot or other rules hold. */
  tellOfChange(): void {
    for (const worker of this.serving) send(worker, { type: 'changed' });
  }

  /** Ends all; whoever does not end is ended. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearTimeout(timer);
    const running = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const ended = Promise.all(running.filter((worker) => !worker.isDead()).map((worker) => once(worker, 'exit')));
    for (const worker of running) worker.process.kill('SIGTERM');
    const late = setTimeout(() => {
      for (const worker of running) worker.process.kill('SIGKILL');
    }, GRACE);
    await ended;
    clearTimeout(late);
  }

  /** Starts one, and again whenever it ends after it once served; answers its addresses. */
  private async begin(restarts: Restarts, signal: AbortSignal): Promise<ServedAt> {
    if (signal.aborted) throw unserved(signal);
    const worker = this.fork(restarts);
    const at = await new Promise<ServedAt | undefined>((resolve) => {
      const end = (): void => {
        resolve(undefined);
      };
      worker.on('message', (message: FromChild) => {
        if (message.type === 'serving') resolve(message.at);
      });
      worker.once('exit', end);
      signal.addEventListener('abort', end, { once: true });
    });
    if (at !== undefined) return at;
    throw unserved(signal);
  }

  private fork(restarts: Restarts): Worker {
    const worker = cluster.fork();
    const began = performance.now();
    let served = restarts.again;
    worker.on('message', (message: FromChild) => {
      if (message.type === 'serving') {
        served = true;
        this.serving.add(worker);
      } else if (message.type === 'scrape') {
        const { scrape } = message;
        void this.metrics.text([...this.serving]).then((text) => {
          send(worker, { type: 'scraped', scrape, text });
        });
      }
    });
    worker.once('exit', (code, ended) => {
      this.serving.delete(worker);
      if (this.stopping || !served) return;
      const after = restarts.next(performance.now() - began);
      this.logger.error(
        { process: worker.process.pid, code, ended, milliseconds: after },
        'a process ended; another follows',
      );
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        this.fork(restarts);
      }, after);
      this.timers.add(timer);
    });
    return worker;
  }
}

function unserved({ aborted }: AbortSignal): AlongsideError {
  return aborted
    ? new AlongsideError('interrupted', 'Stopped before it served.')
    : new AlongsideError('process-ended', 'A serving process ended at its start, so none is started.');
}

function send(worker: Worker, message: ToChild): void {
  // One that has just ended is told nothing.
  if (worker.isConnected()) worker.send(message, () => undefined);
}
