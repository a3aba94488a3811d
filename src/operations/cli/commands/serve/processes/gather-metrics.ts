import type { Worker } from 'node:cluster';
import { summedMetrics, type MetricValues } from '../../../../../serving/http/index.js';
import type { FromChild, ToChild } from './messages.js';

/** Milliseconds after which a process that does not tell its metrics is left out. */
const PATIENCE = 2000;

/** Asks serving processes for their metrics, and adds them up. */
export class MetricsGatherer {
  private asked = 0;

  async text(workers: readonly Worker[]): Promise<string> {
    const scrape = String(++this.asked);
    const told = await Promise.all(workers.map((worker) => valuesOf(worker, scrape)));
    return summedMetrics(told.filter((values) => values !== undefined));
  }
}

function valuesOf(worker: Worker, scrape: string): Promise<MetricValues | undefined> {
  return new Promise((resolve) => {
    const end = (values?: MetricValues): void => {
      clearTimeout(late);
      worker.off('message', listen).off('exit', ended);
      resolve(values);
    };
    const ended = (): void => {
      end();
    };
    const listen = (message: FromChild): void => {
      if (message.type === 'values' && message.scrape === scrape) end(message.values);
    };
    const late = setTimeout(end, PATIENCE);
    worker.on('message', listen).once('exit', ended);
    worker.send({ type: 'tell values', scrape } satisfies ToChild, (error) => {
      if (error !== null) end();
    });
  });
}
