import cluster from 'node:cluster';
import type { ApiMetrics } from '../../../../../serving/http/index.js';
import type { ServedAt } from '../served-at.js';
import type { FromChild, ToChild } from './messages.js';

/** What a serving process is asked to do by the one that started it. */
export interface ChildDuties {
  readonly metrics: Pick<ApiMetrics, 'values'>;
  /** Looks anew which snapshot is live, and which rules hold. */
  readonly refresh: () => Promise<void>;
}

/** A serving process' line to the one that started it. */
export class ChildLine {
  private readonly scrapes = new Map<number, (text: string) => void>();
  private scraped = 0;

  /** Whether this process is one of several. */
  static get isChild(): boolean {
    return cluster.isWorker;
  }

  tellServing(at: ServedAt): void {
    this.tell({ type: 'serving', at });
  }

  /** The metrics of all processes. */
  scrape(): Promise<string> {
    const scrape = ++this.scraped;
    return new Promise((resolve) => {
      this.scrapes.set(scrape, resolve);
      this.tell({ type: 'scrape', scrape });
    });
  }

  /** Does what it is asked to from now on. */
  serve({ metrics, refresh }: ChildDuties): void {
    process.on('message', (message: ToChild) => {
      if (message.type === 'changed') {
        // A fault is met by whoever asks next.
        refresh().catch(() => undefined);
      } else if (message.type === 'tell values') {
        const { scrape } = message;
        void metrics.values().then((values) => {
          this.tell({ type: 'values', scrape, values });
        });
      } else {
        this.scrapes.get(message.scrape)?.(message.text);
        this.scrapes.delete(message.scrape);
      }
    });
  }

  /** Lets the process end. */
  close(): void {
    process.channel?.unref();
  }

  private tell(message: FromChild): void {
    // Whoever started it may be gone: then this process ends as well.
    process.send?.(message, undefined, undefined, () => undefined);
  }
}
