import { publishKind } from '../../../storage/queue/index.js';
import { snapshotGrace } from '../embed/snapshot-grace.js';
import { writeSnapshotBack } from '../embed/write-back.js';
import { jobProcess } from '../job-process.js';
import { cleanUp } from './clean-up.js';

export default jobProcess(publishKind, async (parts, job) => {
  if (job.task === 'clean-up') {
    return { task: job.task, ...(await cleanUp(parts, snapshotGrace(parts.env))) };
  }
  const { snapshot, top } = job;
  const writeBack = await writeSnapshotBack({ ...parts, now: () => new Date() }, snapshot, top);
  return { task: job.task, snapshot, writeBack };
});
