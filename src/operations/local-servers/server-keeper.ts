import { messageOf, noProgress, withinTime } from '../../core/index.js';
import { StackFile, endedServers, environmentServers, type ServerName } from '../home/index.js';
import { reviveServers } from './revive.js';

export interface KeeperOptions {
  readonly home: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Told when servers ended, when they serve again, and when they could not be started. */
  readonly tell: (line: string, details: Readonly<Record<string, unknown>>) => void;
  /** Milliseconds between two looks at the processes. */
  readonly every?: number;
  /** Milliseconds from when servers were started again to the next time, doubled each time up to `mostPause`. */
  readonly firstPause?: number;
  readonly mostPause?: number;
}

/** A server that ran for so long since it was started again is no longer taken to be in trouble. */
const CALM = 600_000;
/** Milliseconds that ending waits for a start that is given up; one that goes on is on the home's record. */
const PATIENCE = 2000;

/**
 * Starts the local servers of a home again that end by themselves (out of memory, killed), for as long as a command uses them.
 * Servers that the environment names are left alone, as are those that `down` stopped.
 */
export class ServerKeeper {
  private readonly stopped = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private pause: number;
  private revivedAt = -Infinity;
  private readonly counts: Record<ServerName, number> = { neo4j: 0, redis: 0 };

  constructor(private readonly options: KeeperOptions) {
    this.pause = this.firstPause;
    this.plan(this.every);
  }

  /** How often this process started each server again. */
  get restarts(): Readonly<Record<ServerName, number>> {
    return this.counts;
  }

  /** Gives up what it is at, and leaves the servers as they are. */
  async close(): Promise<void> {
    this.stopped.abort();
    clearTimeout(this.timer);
    await withinTime(PATIENCE, this.working);
  }

  private get every(): number {
    return this.options.every ?? 1000;
  }

  private get firstPause(): number {
    return this.options.firstPause ?? 2000;
  }

  private plan(milliseconds: number): void {
    if (this.stopped.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.working = this.look().finally(() => {
        this.plan(this.every);
      });
    }, milliseconds);
    // Whoever uses the servers keeps the process alive.
    this.timer.unref();
  }

  private async look(): Promise<void> {
    const { home, env, tell } = this.options;
    const { signal } = this.stopped;
    try {
      const named = environmentServers(env);
      const ended = endedServers(new StackFile(home).read(), named);
      if (ended.length === 0 || !this.mayTry()) return;
      tell(`${ended.join(' and ')} ended by itself and is started again`, { servers: ended });
      const started = await reviveServers({ home, env, progress: noProgress, signal }, named, new Date());
      for (const name of started) this.counts[name]++;
      if (started.length > 0) tell(`${started.join(' and ')} serves again`, { servers: started });
    } catch (error) {
      if (!signal.aborted) tell('the servers could not be started again', { error: messageOf(error), home });
    }
  }

  /** Whether the pause since the last time is over; doubles it, unless all went well for long. */
  private mayTry(): boolean {
    const since = performance.now() - this.revivedAt;
    if (since > CALM) this.pause = this.firstPause;
    else if (since < this.pause) return false;
    else this.pause = Math.min(this.pause * 2, this.options.mostPause ?? 60_000);
    this.revivedAt = performance.now();
    return true;
  }
}
