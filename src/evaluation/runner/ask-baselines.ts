import { baselineData, baselines } from '../baselines/index.js';
import type { MethodAnswer } from '../results/index.js';
import type { Split } from '../splits/index.js';
import type { Truth } from '../metrics/index.js';
import type { ReportProgress } from '../../core/index.js';
import { onProcesses } from './baseline-processes.js';
import type { BaselineMessage, BaselineSplit, BaselineWork } from './baseline-work.js';

export interface BaselineHooks {
  readonly progress: ReportProgress;
  readonly signal: AbortSignal;
  /** A sentence about a baseline that gave no lists. */
  readonly note: (line: string) => void;
}

/** Most queries that settings are chosen on: the first ones, which a hash has put there. */
const TUNING_QUERIES = 3000;

/**
 * Tunes each of the named baselines on one split and asks it on another, as many at a time as there are cores. A baseline
 * that fails or is not offered for such a shop is noted and left out.
 *
 * @returns answers in the order of the names
 * @throws AlongsideError `interrupted`
 */
export async function askBaselines(
  names: readonly string[],
  scored: Split,
  tuning: Split,
  length: number,
  { progress, signal, note }: BaselineHooks,
): Promise<MethodAnswer[]> {
  const work: BaselineWork = { scored: baselineSplit(scored), tuning: baselineSplit(tuning, TUNING_QUERIES), length };
  const offered = baselines
    .filter(({ name }) => names.includes(name))
    .filter((baseline) => baseline.offered(work.scored.data));
  for (const name of names) {
    if (!offered.some((baseline) => baseline.name === name)) note(`${name} is not offered for this shop`);
  }
  const total = offered.reduce((sum, baseline) => sum + baseline.grid(work.tuning.data).length, 0);
  let tried = 0;
  const answers = new Map<string, MethodAnswer>();
  const hear = (message: BaselineMessage): void => {
    if (message.kind === 'tried') progress({ step: 'peers', done: ++tried, total, unit: 'settings' });
    else if (message.kind === 'failed') note(`${message.baseline} failed: ${message.message}`);
    else answers.set(message.answer.name, message.answer);
  };
  if (offered.length > 0) {
    progress({ step: 'peers', done: 0, total, unit: 'settings' });
    await onProcesses(
      offered.map(({ name }) => name),
      work,
      hear,
      signal,
    );
  }
  return names.flatMap((name) => answers.get(name) ?? []);
}

function baselineSplit(split: Split, mostQueries = Infinity): BaselineSplit {
  const { queries, groups, categoryGroupOf, counts, recentCounts, candidates, isNew } = split;
  const asked = queries.slice(0, mostQueries);
  const truth: Truth = { queries: asked, groups, categoryGroupOf, counts, recentCounts, candidates, isNew };
  return { data: baselineData(split), truth };
}
