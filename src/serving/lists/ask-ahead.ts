import { setTimeout as pause } from 'node:timers/promises';
import { AlongsideError } from '../../core/index.js';
import type { AskedQuestion } from './answer-cache.js';

/** How much is asked ahead. */
export interface AheadLimits {
  readonly questions: number;
  readonly milliseconds: number;
  /** Milliseconds by a clock that never goes back. */
  readonly now?: () => number;
}

/** Each answer is followed by a pause so many times as long as it took: requests keep three quarters of the time. */
const PAUSE = 3;

/**
 * Answers questions before anyone asks them, one after the other, so that requests come in between. Those that have no answer
 * are left to whoever asks them.
 *
 * @returns how many were answered
 */
export async function askAhead(
  questions: readonly AskedQuestion[],
  answer: (question: AskedQuestion) => Promise<unknown>,
  { questions: most, milliseconds, now = () => performance.now() }: AheadLimits,
): Promise<number> {
  const end = now() + milliseconds;
  let answered = 0;
  for (const question of questions.slice(0, most)) {
    const begun = now();
    if (begun >= end) break;
    try {
      await answer(question);
      answered++;
    } catch (error) {
      if (!(error instanceof AlongsideError)) throw error;
    }
    await pause(PAUSE * (now() - begun));
  }
  return answered;
}
