import { AlongsideError } from '../../../../core/index.js';
import { followJob, type JobView } from '../../../../storage/queue/index.js';
import type { CliContext } from '../../command.js';
import { describeJob } from './describe-job.js';
import { withJobs } from './with-jobs.js';

/** Shows a job's progress until it has ended; throws `job-failed` where it failed, `interrupted` where it was cancelled. */
export async function followJobHere(context: CliContext, id: string): Promise<void> {
  const { terminal, signal } = context;
  const last = await withJobs(context, async (list) => {
    let view: JobView | undefined;
    for await (view of followJob(list, id, signal)) if (view.progress !== null) terminal.progress(view.progress);
    return view;
  });
  terminal.endProgress();
  if (signal.aborted || last === undefined) {
    throw new AlongsideError('interrupted', `Stopped following; the job ${id} goes on.`, { job: id });
  }
  if (last.failure !== null && last.state === 'failed') {
    const { code, message } = last.failure;
    throw new AlongsideError('job-failed', message, { job: last.id, ...(code === null ? {} : { reason: code }) });
  }
  terminal.result(last, () => describeJob(last));
}
