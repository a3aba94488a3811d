import { setTimeout as pause } from 'node:timers/promises';
import { AlongsideError } from '../../core/index.js';
import type { JobList } from './job-list.js';
import type { JobView } from './job-view.js';

/** Milliseconds between two looks at a job that is followed. */
const GLANCE = 500;

/**
 * A job again and again, each time that something of it has changed, until it has ended. A Redis that is away is waited for.
 *
 * @throws AlongsideError `unknown-job` where there is none; `interrupted` where it was cancelled meanwhile
 */
export async function* followJob(
  list: Pick<JobList, 'show'>,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<JobView, void> {
  let told = '';
  let view = await list.show(id);
  while (!signal.aborted) {
    const text = JSON.stringify(view);
    if (text !== told) yield view;
    told = text;
    if (hasEnded(view)) return;
    await pause(GLANCE, undefined, { signal }).catch(() => undefined);
    view = await nextView(list, view);
  }
}

export function hasEnded({ state }: Pick<JobView, 'state'>): boolean {
  return state === 'completed' || state === 'failed';
}

async function nextView(list: Pick<JobList, 'show'>, last: JobView): Promise<JobView> {
  try {
    return await list.show(last.id);
  } catch (error) {
    if (!(error instanceof AlongsideError)) return last;
    if (error.code !== 'unknown-job') throw error;
    throw new AlongsideError('interrupted', `The job ${last.id} was cancelled.`, { job: last.id });
  }
}
