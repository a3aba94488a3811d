import { Option, type Command } from 'commander';
import { pino } from 'pino';
import { EmbedQueue, embedJobSchema, startEmbedWorker, type EmbedJob, type EmbedResult } from '../../jobs/index.js';
import type { ServerConnections } from '../../kernel/index.js';
import { command, type CliContext } from '../command.js';
import { levelOption, parseLevel, parseWhole } from '../option-values.js';
import { requireServers } from '../servers.js';

interface EmbedOptions {
  readonly full?: boolean;
  readonly wait: boolean;
  readonly layer: EmbedJob['layer'];
  readonly provider: EmbedJob['provider'];
  readonly seed: string;
  readonly level: string;
}

/** `alongside embed`: queue a re-embedding and follow it. */
export function embedCommand(): Command {
  return command<EmbedOptions>(
    'embed',
    'queue a re-embedding of the graph and follow it; the lists switch when it is done',
    (self) =>
      self
        .option('--full', 'write a new snapshot even if nothing changed since the last one')
        .option('--no-wait', 'queue it and return')
        .addOption(
          new Option('--layer <kind>', 'propagation layer')
            .choices(['lightgcn', 'gcn', 'attention'])
            .default('lightgcn'),
        )
        .addOption(
          new Option('--provider <name>', 'where the network runs').choices(['auto', 'cuda', 'cpu']).default('auto'),
        )
        .option('--seed <number>', 'seed of the untrained vectors', '1')
        .addOption(levelOption('leaf')),
    async (context, options) => {
      const job = embedJobSchema.parse({
        full: options.full === true,
        layer: options.layer,
        provider: options.provider,
        seed: parseWhole('--seed', options.seed, 0, 0xffff_ffff),
        level: parseLevel(options.level),
      });
      const servers = await requireServers(context);
      if (options.wait) {
        const result = await embedAndWait(context, servers, job);
        context.terminal.result(result, () => describeEmbedding(result));
      } else {
        const id = await withQueue(servers, (queue) => queue.add(job));
        context.terminal.result({ job: id }, () => `Queued as job ${id}.`);
      }
    },
  );
}

/** Queues the job and follows it to its end; where no worker is connected, runs one here for as long as it takes. */
export async function embedAndWait(
  { terminal, signal }: Pick<CliContext, 'terminal' | 'signal'>,
  servers: ServerConnections,
  job: EmbedJob,
): Promise<EmbedResult> {
  return withQueue(servers, async (queue) => {
    const worker = (await queue.workers()) === 0 ? startEmbedWorker(servers, pino({ level: 'silent' })) : undefined;
    try {
      return await queue.follow(await queue.add(job), terminal.progress, signal);
    } finally {
      await worker?.close(signal.aborted);
    }
  });
}

export function describeEmbedding(result: EmbedResult): string {
  const what = `${result.products.toLocaleString('en')} products, ${result.events.toLocaleString('en')} events`;
  const how = `${result.seconds.toFixed(1)} s on ${result.provider}`;
  return [
    ...result.notes,
    result.changed
      ? `Snapshot ${result.snapshot} is live: ${what}, ${result.lists.toLocaleString('en')} lists (${how}).`
      : `Nothing changed since snapshot ${result.snapshot}, which stays live: ${what} (--full writes it anew).`,
  ].join('\n');
}

async function withQueue<T>(servers: ServerConnections, work: (queue: EmbedQueue) => Promise<T>): Promise<T> {
  const queue = new EmbedQueue(servers);
  try {
    return await work(queue);
  } finally {
    await queue.close();
  }
}
