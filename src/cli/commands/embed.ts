import type { Command } from 'commander';
import { embedJobSchema, embedKind, type EmbedJob, type EmbedResult } from '../../jobs/index.js';
import { UsageError } from '../../kernel/index.js';
import { command } from '../command.js';
import {
  buildLevelOption,
  layerOption,
  parseLevel,
  parseModelId,
  parseSeed,
  parseWhole,
  providerOption,
} from '../option-values.js';
import { queueJob, runJob } from '../run-job.js';
import { requireServers } from '../servers.js';

interface EmbedOptions {
  readonly full?: boolean;
  readonly wait: boolean;
  readonly model?: string;
  readonly untrained?: boolean;
  readonly layer: EmbedJob['layer'];
  readonly provider: EmbedJob['provider'];
  readonly seed: string;
  readonly level?: string;
  readonly writeBack: string;
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
        .option('--model <id>', 'a trained model (default: the one in use; untrained where there is none)')
        .option('--untrained', 'an untrained network, even where a model was trained')
        .addOption(layerOption('propagation layer of an untrained network, or filter'))
        .option('--seed <number>', 'seed of an untrained network', '1')
        .addOption(providerOption())
        .addOption(buildLevelOption())
        .option(
          '--write-back <number>',
          'items of each list that are written back to Neo4j for analysts; 0: none',
          '10',
        ),
    async (context, options) => {
      const job = parseJob(options);
      const servers = await requireServers(context);
      if (!options.wait) {
        await queueJob(embedKind, context, servers, job);
        return;
      }
      const result = await runJob(embedKind, context, servers, job);
      context.terminal.result(result, () => describeEmbedding(result));
    },
  );
}

function parseJob(options: EmbedOptions): EmbedJob {
  if (options.untrained === true && options.model !== undefined) {
    throw new UsageError('invalid-option', 'Name a model with --model, or take none with --untrained; not both.');
  }
  return embedJobSchema.parse({
    full: options.full === true,
    model:
      options.untrained === true ? 'untrained' : options.model === undefined ? 'live' : parseModelId(options.model),
    layer: options.layer,
    provider: options.provider,
    seed: parseSeed(options.seed),
    writeBack: parseWhole('--write-back', options.writeBack, 0, 100),
    ...(options.level === undefined ? {} : { level: parseLevel(options.level) }),
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
