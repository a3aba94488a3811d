import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { AlongsideError } from '../kernel/index.js';
import type { ListQuery } from './query.js';

/** How much is asked ahead. */
export interface AheadLimits {
  readonly questions: number;
  readonly milliseconds: number;
  /** Milliseconds by a clock that never goes back. */
  readonly now?: () => number;
}

/** An answer that took longer, in milliseconds, is followed by a pause as long: it may have searched all embeddings. */
const LONG = 5;

/**
 * Answers questions before anyone asks them, one after the other, so that requests come in between. Those that have no answer
 * are left to whoever asks them.
 *
 * @returns how many were answered
 */
export async function askAhead(
  questions: readonly ListQuery[],
  answer: (query: ListQuery) => Promise<unknown>,
  { questions: most, milliseconds, now = () => performance.now() }: AheadLimits,
): Promise<number> {
  const end = now() + milliseconds;
  let answered = 0;
  for (const query of questions.slice(0, most)) {
    const begun = now();
    if (begun >= end) break;
    try {
      await answer(query);
      answered++;
    } catch (error) {
      if (!(error instanceof AlongsideError)) throw error;
    }
    const took = now() - begun;
    await (took > LONG ? pause(took) : turn());
  }
  return answered;
}
