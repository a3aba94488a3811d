import { pino, type Logger } from 'pino';
import { loggedError } from '../../core/index.js';

/** Bytes of lines that wait for a standard error that takes none; what comes after them is dropped. */
const MOST_WAITING = 8 * 1024 * 1024;

/** A log on standard error that no request waits for. */
export interface Log {
  readonly logger: Logger;
  /** Writes what waits; call it before the process ends. */
  flush(): void;
}

export function openLog(name: string, level = 'info'): Log {
  const destination = pino.destination({ dest: 2, sync: false, maxLength: MOST_WAITING });
  // An error is told without what hangs on it: of Redis' that is the command with all its arguments.
  const err = (error: unknown): unknown => (error instanceof Error ? loggedError(error) : error);
  return {
    logger: pino({ name, level, serializers: { err, error: err, reason: err } }, destination),
    flush: () => {
      try {
        destination.flushSync();
      } catch {
        // A standard error that is gone takes no last words.
      }
    },
  };
}
