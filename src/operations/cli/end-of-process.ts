/** Milliseconds that a command has to leave cleanly once it was told to; with what it takes to notice, five seconds. */
const TO_LEAVE = 4000;
/** Milliseconds that connections may linger after a command's last word. */
const TO_LINGER = 500;

const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
type Ending = keyof typeof EXIT_CODES;
const endings = Object.keys(EXIT_CODES) as Ending[];

/** Hears that the process is to end, until `release`. */
export interface EndOfProcess {
  /** Aborted by the first Ctrl-C, SIGTERM or SIGHUP: finish the step at hand and leave cleanly. */
  readonly signal: AbortSignal;
  /** Leaves signals to the system, which ends the process at once, and does so now where one has come. */
  readonly atOnce: () => void;
  readonly release: () => void;
}

/**
 * Turns the first Ctrl-C, SIGTERM or SIGHUP (its terminal was closed) into an abort, and makes sure that the process ends by
 * it: a command that has not left after four seconds, as a server is silent, is ended where it stands. A second signal,
 * but for SIGHUP, ends it at once.
 */
export function endOfProcess(): EndOfProcess {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let heard: Ending | undefined;
  const hear = (signal: NodeJS.Signals): void => {
    // The end of a terminal comes twice, from its shell and from the system: the second is nobody's impatience.
    if (abort.signal.aborted) {
      if (signal !== 'SIGHUP') process.exit(EXIT_CODES[signal as Ending]);
      return;
    }
    if (signal === 'SIGHUP') ignoreLostTerminal();
    abort.abort();
    const code = EXIT_CODES[(heard = signal as Ending)];
    timer = setTimeout(() => process.exit(code), TO_LEAVE);
    timer.unref();
  };
  const atOnce = (): void => {
    if (heard !== undefined) process.exit(EXIT_CODES[heard]);
    release();
  };
  const release = (): void => {
    clearTimeout(timer);
    for (const ending of endings) process.off(ending, hear);
  };
  // Listening goes on: a library that listens too ends the process itself where it finds that it is the only one.
  for (const ending of endings) process.on(ending, hear);
  return { signal: abort.signal, atOnce, release };
}

/** What is written to a terminal that was closed fails, and must not end the process before it has left cleanly. */
function ignoreLostTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Ends the process once its output is written, whatever is still connected or being tried. */
export function endSoon(): void {
  setTimeout(() => {
    process.stderr.write('', () => process.stdout.write('', () => process.exit()));
  }, TO_LINGER).unref();
}
