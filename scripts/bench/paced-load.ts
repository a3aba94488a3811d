import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** One request of a load, in milliseconds by `performance.now()`. */
export interface Answered {
  readonly due: number;
  readonly answered: number;
  readonly body: string;
}

/**
 * Asks `rate` times a second, evenly, whether or not the requests before are answered, so that a pause of the server counts
 * against all that came in it. Each request's time begins when it is due.
 */
export class PacedLoad {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });
  private readonly open = new Set<Promise<unknown>>();
  private stopped = false;

  constructor(
    private readonly url: string,
    private readonly rate: number,
    private readonly pathOf: (request: number) => string,
    private readonly report: (answered: Answered) => void,
  ) {}

  /** Asks until `stop`; rejects at the first request that fails or is refused. */
  async run(): Promise<void> {
    const start = performance.now();
    let failure: Error | undefined;
    for (let request = 0; !this.stopped && failure === undefined;) {
      const due = start + (request / this.rate) * 1000;
      if (due > performance.now()) {
        await pause(1);
        continue;
      }
      const asking: Promise<void> = this.ask(this.pathOf(request++), due)
        .then(this.report, (error: unknown) => {
          failure ??= error instanceof Error ? error : new Error(String(error));
        })
        .finally(() => this.open.delete(asking));
      this.open.add(asking);
    }
    await Promise.all(this.open);
    this.agent.destroy();
    if (failure !== undefined) throw failure;
  }

  stop(): void {
    this.stopped = true;
  }

  private ask(path: string, due: number): Promise<Answered> {
    return new Promise((resolve, reject) => {
      get(`${this.url}${path}`, { agent: this.agent }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => (body += text));
        response.once('error', reject);
        response.once('end', () => {
          if (response.statusCode === 200) resolve({ due, answered: performance.now(), body });
          else reject(new Error(`${path}: ${response.statusCode}: ${body}`));
        });
      }).once('error', reject);
    });
  }
}
