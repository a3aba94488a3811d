/** The re-embedding job, in the process that BullMQ's sandbox gives it. Connections come from the environment. */
import type { SandboxedJob } from 'bullmq';
import { GraphConnection } from '../../graph/index.js';
import { AlongsideError, type ProgressUpdate, type ReportProgress } from '../../kernel/index.js';
import { openRedis } from '../../snapshots/index.js';
import { parseEmbedJob, type EmbedResult } from './embed-job.js';
import { embedShop } from './embed-shop.js';

// A worker that was killed cannot end this process; without this it would go on beside the job's next attempt.
process.on('disconnect', () => process.exit(1));

export default async function embed(sandboxed: SandboxedJob): Promise<EmbedResult> {
  const job = parseEmbedJob(sandboxed.data);
  const graph = await GraphConnection.open({
    uri: required('NEO4J_URI'),
    user: required('NEO4J_USER'),
    password: required('NEO4J_PASSWORD'),
  });
  const redis = await openRedis(required('REDIS_URL')).catch(async (error: unknown) => {
    await graph.close();
    throw error;
  });
  try {
    return await embedShop(
      {
        graph,
        redis,
        progress: throttled((update) => void sandboxed.updateProgress(update)),
        now: () => new Date(),
        graceSeconds: Number(process.env['ALONGSIDE_SNAPSHOT_GRACE'] ?? 900),
      },
      job,
    );
  } finally {
    redis.disconnect();
    await graph.close();
  }
}

/** Passes on the first and last word of each step, and at most five a second between. */
function throttled(report: ReportProgress): ReportProgress {
  let step = '';
  let next = 0;
  return (update: ProgressUpdate) => {
    const time = performance.now();
    if (update.step === step && update.done !== update.total && time < next) return;
    step = update.step;
    next = time + 200;
    report(update);
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new AlongsideError('environment-missing', `The job's process was started without ${name}.`, { name });
  }
  return value;
}
