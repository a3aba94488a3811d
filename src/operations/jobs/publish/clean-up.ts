import type { PublishResult } from '../../../storage/queue/index.js';
import { expireUnused } from '../../../storage/redis/index.js';
import type { JobParts } from '../job-process.js';
import { KEPT_MODELS } from '../stored-models.js';

type CleanedUp = Omit<Extract<PublishResult, { task: 'clean-up' }>, 'task'>;

/**
 * Lets go of what nobody needs any more: snapshots that no pointer names, which their readers have a while yet to leave;
 * what was never finished; and models beyond the latest.
 */
export async function cleanUp(
  { redis, models, progress }: Pick<JobParts, 'redis' | 'models' | 'progress'>,
  graceSeconds: number,
): Promise<CleanedUp> {
  progress({ step: 'looking for snapshots that nothing points at', done: 0, unit: 'snapshots' });
  const { snapshots, drafts } = await expireUnused(redis, graceSeconds);
  progress({ step: 'removing old models', done: 0, unit: 'models' });
  return { snapshots: [...snapshots], drafts, models: await models.prune(KEPT_MODELS) };
}
