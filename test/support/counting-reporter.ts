import Mocha from 'mocha';
import { runFolder } from './run-folder.js';

const { EVENT_RUN_END } = Mocha.Runner.constants;

/** Signals that cut a run, with the exit code that a shell gives for each. */
const CUTS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

let counts = { passes: 0, failures: 0, pending: 0 };
let ended = false;

/**
 * Mocha's spec report. Mocha's first process alone loads it, before any test: it makes the folder of the run, and says
 * as its last word the one line that CI reads: "N passed, N failed[, N skipped]". A run that did not come to its end, as
 * a file of tests could not be loaded or a signal cut it, is itself one failure.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    counts = this.stats;
    runner.once(EVENT_RUN_END, () => (ended = true));
  }
}

process.once('exit', (code) => {
  const failures = counts.failures + (ended ? 0 : 1);
  if (failures > 0 && code === 0) process.exitCode = 1;
  process.stdout.write(
    `${counts.passes} passed, ${failures} failed${counts.pending > 0 ? `, ${counts.pending} skipped` : ''}\n`,
  );
});
for (const [signal, code] of Object.entries(CUTS)) process.once(signal, () => process.exit(code));
runFolder();
