import { AlongsideError } from '../../core/index.js';
import { residentMemory } from './resident-memory.js';

/** Milliseconds between two looks; a job that is cancelled must have ended within two seconds. */
const PERIOD = 250;

/** Why an attempt is ended from outside. */
export type AttemptStop = { readonly cancelled: true } | { readonly cancelled: false; readonly error: AlongsideError };

export interface AttemptWatchOptions {
  /** Whether somebody wants the job to be cancelled. */
  readonly isCancelled: () => Promise<boolean>;
  /** The process of the job. */
  readonly processes: () => readonly number[];
  /** Bytes of memory that it may hold. */
  readonly memory: number;
  /** Ends that process; called until the attempt has ended, as the process may be starting yet. */
  readonly stop: () => Promise<void>;
}

/**
 * Looks after an attempt at a job from the worker's own process, which is free while the job's computes: it is ended where
 * somebody cancels it, and where it takes more memory than it may, before the machine ends something.
 */
export class AttemptWatch {
  private readonly timer: NodeJS.Timeout;
  private looking = false;
  private found: AttemptStop | undefined;

  constructor(private readonly options: AttemptWatchOptions) {
    this.timer = setInterval(() => void this.look(), PERIOD);
  }

  /** Why the attempt was ended; undefined where it was not, or ended by itself. */
  get stopped(): AttemptStop | undefined {
    return this.found;
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      this.found ??= this.beyondMemory() ?? (await this.cancelled());
      if (this.found !== undefined) await this.options.stop();
    } catch {
      // A Redis that is away says nothing of the job.
    } finally {
      this.looking = false;
    }
  }

  private async cancelled(): Promise<AttemptStop | undefined> {
    return (await this.options.isCancelled()) ? { cancelled: true } : undefined;
  }

  private beyondMemory(): AttemptStop | undefined {
    const { memory, processes } = this.options;
    const held = processes().reduce((sum, pid) => sum + residentMemory(pid), 0);
    return held > memory ? { cancelled: false, error: beyond(held, memory) } : undefined;
  }
}

function beyond(held: number, most: number): AlongsideError {
  return new AlongsideError(
    'job-memory',
    `The job took ${megabytes(held)} of memory, and may take ${megabytes(most)}. Give it more with "--memory" (ALONGSIDE_JOB_MEMORY), on a larger machine where this one has no more.`,
    { held, most },
  );
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
