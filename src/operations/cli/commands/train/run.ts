import {
  networkAlone,
  type TrainJob,
  trainJobSchema,
  trainKind,
  type TrainResult,
} from '../../../../storage/queue/index.js';
import { daysOf } from '../../../../shop/index.js';
import { UsageError, type ServerConnections } from '../../../../core/index.js';
import type { CliContext } from '../../command.js';
import { queueJob, runJob, type JobRun } from '../../run-job.js';
import { requireServers } from '../../servers.js';
import { withGraph } from '../../with-graph.js';

/** Queues a training and, with `wait`, follows it to its end. */
export async function runTrain(context: CliContext, asked: TrainJob, { wait, memory }: JobRun): Promise<void> {
  const job = checkedJob(asked);
  const servers = await requireServers(context);
  if (job.category !== undefined) await refuseUnknownCategory(servers, job.category);
  if (!wait) {
    await queueJob(trainKind, context, servers, job);
    return;
  }
  const result = await runJob(trainKind, context, servers, job, memory);
  context.terminal.result(result, () => `${describeTraining(result)}\nMake lists with it: alongside embed`);
}

/** Tells of a category that the graph does not have before the job waits for its turn. */
async function refuseUnknownCategory({ neo4j }: ServerConnections, category: string): Promise<void> {
  const [{ known, near }] = await withGraph(neo4j, (graph) => graph.read('read/find-category', { id: category }));
  if (known) return;
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  throw new UsageError('unknown-category', `The shop has no category "${category}".${meant}`, { category });
}

function checkedJob(job: TrainJob): TrainJob {
  // Told here, not by the worker when its turn comes.
  if (job.timeZone !== undefined) daysOf(job.timeZone);
  const unfit = networkAlone(job).at(0);
  if (unfit === undefined) return trainJobSchema.parse(job);
  throw new UsageError('invalid-option', `--layer filter trains no network: leave --${unfit} out.`);
}

export function describeTraining(result: TrainResult): string {
  const { validation } = result;
  const how = `${result.seconds.toFixed(1)} s on ${result.provider}`;
  const held =
    validation === null
      ? 'the shop has no baskets to validate on'
      : `NDCG@10 ${validation.ndcg.toFixed(4)}, hit rate ${validation.hitRate.toFixed(3)} on ${validation.queries.toLocaleString('en')} held-out questions`;
  return [...result.notes, ...exposureLines(result), `Model ${result.model} is trained (${how}): ${held}.`].join('\n');
}

/** What the bounds of exposure cost that were weighed. */
function exposureLines({ exposure }: TrainResult): string[] {
  if (exposure.length === 0) return [];
  const each = exposure.map(({ maxExposure, ndcg, debiasedNdcg }) => {
    const bound = maxExposure === null ? 'without a bound' : `no product on more than ${maxExposure} of the lists`;
    return `${bound} ${debiasedNdcg.toFixed(4)} (${ndcg.toFixed(4)})`;
  });
  return [`Debiased NDCG@10 (NDCG@10) of the held-out lists: ${each.join('; ')}.`];
}
