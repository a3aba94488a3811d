import { counted } from '../../../../core/index.js';
import { type EmbedJob, embedKind, type EmbedResult } from '../../../../storage/queue/index.js';
import type { CliContext } from '../../command.js';
import { queueJob, runJob, type JobRun } from '../../run-job.js';
import { requireServers } from '../../servers.js';

/** Queues a re-embedding and, with `wait`, follows it to its end. */
export async function runEmbed(context: CliContext, job: EmbedJob, { wait, memory }: JobRun): Promise<void> {
  const servers = await requireServers(context);
  if (!wait) {
    await queueJob(embedKind, context, servers, job);
    return;
  }
  const result = await runJob(embedKind, context, servers, job, memory);
  context.terminal.result(result, () => describeEmbedding(result));
}

export function describeEmbedding(result: EmbedResult): string {
  const what = `${counted(result.products, 'product')}, ${counted(result.events, 'event')}`;
  const how = `${result.seconds.toFixed(1)} s on ${result.provider}`;
  return [
    ...result.notes,
    result.changed
      ? `Snapshot ${result.snapshot} of model ${result.model} is live: ${what}, ${counted(result.lists, 'list')} (${how}).`
      : `Nothing changed since snapshot ${result.snapshot} of model ${result.model}, which stays live: ${what} (--full writes it anew).`,
    ...describeWriteBack(result.writeBack),
  ].join('\n');
}

function describeWriteBack(writeBack: EmbedResult['writeBack']): string[] {
  switch (writeBack.state) {
    case 'written':
      return [`Lists and embeddings are in the graph too (${writeBack.seconds.toFixed(1)} s): see "alongside cypher".`];
    case 'failed':
      return [
        `The lists are live, but could not be written back to Neo4j (${writeBack.reason}). "alongside embed" goes on with it.`,
      ];
    case 'off':
    case 'unchanged':
      return [];
  }
}
