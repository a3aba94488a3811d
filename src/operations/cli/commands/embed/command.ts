import { Option, type Command } from 'commander';
import type { EmbedJob } from '../../../../storage/queue/index.js';
import { UsageError } from '../../../../core/index.js';
import { MIN_PEOPLE, MOST_MIN_PEOPLE } from '../../../../ranking/explain/choices.js';
import { command } from '../../command.js';
import {
  buildLevelOption,
  layerOption,
  memoryOption,
  parseLevel,
  parseMemory,
  parseModelId,
  parseSeed,
  parseWhole,
  providerOption,
} from '../../option-values.js';

interface EmbedOptions {
  readonly memory?: string;
  readonly full?: boolean;
  readonly sameEpoch?: boolean;
  readonly wait: boolean;
  readonly model?: string;
  readonly untrained?: boolean;
  readonly layer: EmbedJob['layer'];
  readonly provider: EmbedJob['provider'];
  readonly seed: string;
  readonly level?: string;
  readonly private?: boolean;
  readonly minPeople: string;
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
        .option('--same-epoch', 'make lists of the graph as it is now under what the last full embedding decided')
        .option('--no-wait', 'queue it and return')
        .option('--model <id>', 'a trained model (default: the one in use; untrained where there is none)')
        .option('--untrained', 'an untrained network, even where a model was trained')
        .addOption(layerOption('propagation layer of an untrained network, or filter'))
        .option('--seed <number>', 'seed of an untrained network', '1')
        .addOption(providerOption())
        .addOption(memoryOption())
        .addOption(buildLevelOption())
        .addOption(
          new Option('--private', 'keep what fewer than --min-people people did out of ranking too').env(
            'ALONGSIDE_PRIVATE',
          ),
        )
        .addOption(
          new Option('--min-people <number>', 'people for --private: fewer are few')
            .env('ALONGSIDE_MIN_PEOPLE')
            .default(String(MIN_PEOPLE)),
        )
        .option(
          '--write-back <number>',
          'items of each list that are written back to Neo4j for analysts; 0: none',
          '10',
        ),
    async (context, options) => {
      const job = parseJob(options);
      const { runEmbed } = await import('./run.js');
      await runEmbed(context, job, { wait: options.wait, memory: parseMemory(options.memory) });
    },
  );
}

function parseJob(options: EmbedOptions): EmbedJob {
  if (options.untrained === true && options.model !== undefined) {
    throw new UsageError('invalid-option', 'Name a model with --model, or take none with --untrained; not both.');
  }
  assertSameEpochAlone(options);
  return {
    full: options.full === true,
    sameEpoch: options.sameEpoch === true,
    model:
      options.untrained === true ? 'untrained' : options.model === undefined ? 'live' : parseModelId(options.model),
    layer: options.layer,
    provider: options.provider,
    seed: parseSeed(options.seed),
    private: options.private === true,
    minPeople: parseWhole('--min-people', options.minPeople, 1, MOST_MIN_PEOPLE),
    writeBack: parseWhole('--write-back', options.writeBack, 0, 100),
    ...(options.level === undefined ? {} : { level: parseLevel(options.level) }),
  };
}

/** An epoch has its model and its level, and nothing is decided anew under it. */
function assertSameEpochAlone({ sameEpoch, full, model, untrained, level }: EmbedOptions): void {
  if (sameEpoch !== true) return;
  if (full !== true && model === undefined && untrained !== true && level === undefined) return;
  throw new UsageError(
    'invalid-option',
    '--same-epoch takes what the last full embedding decided: leave --full, --model, --untrained and --level out.',
  );
}
