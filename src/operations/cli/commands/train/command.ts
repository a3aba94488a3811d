import { Option, type Command } from 'commander';
import { USER_WAYS } from '../../../../ranking/pipeline/choices.js';
import { UsageError } from '../../../../core/index.js';
import type { TrainJob } from '../../../../storage/queue/index.js';
import { TEXT_FEATURES } from '../../../../learning/text/choices.js';
import { command } from '../../command.js';
import {
  balanceOption,
  buildLevelOption,
  layerOption,
  memoryOption,
  maxExposureOption,
  parseLevel,
  parseMemory,
  parseSeed,
  parseMaxExposure,
  parseShare,
  parseShareOrAuto,
  parseWhole,
  providerOption,
} from '../../option-values.js';

interface TrainFlags {
  readonly memory?: string;
  readonly wait: boolean;
  readonly layer: TrainJob['layer'];
  readonly depth?: string;
  readonly seed: string;
  readonly provider: TrainJob['provider'];
  readonly level?: string;
  readonly text: TrainJob['text'];
  readonly steps?: string;
  readonly balance: string;
  readonly debias?: string;
  readonly maxExposure: string;
  readonly timeZone?: string;
  readonly users: TrainJob['users'];
  readonly warm?: boolean;
  readonly category?: string;
}

/** `alongside train`: queue a training and follow it. */
export function trainCommand(): Command {
  return command<TrainFlags>(
    'train',
    'queue a training on the graph and follow it; the next "embed" uses the new model',
    (self) =>
      self
        .option('--no-wait', 'queue it and return')
        .addOption(
          layerOption('propagation layer of the network, or filter: eigenvectors of the baskets, which nothing trains'),
        )
        .option('--depth <number>', 'propagation layers, 0 to 4')
        .option('--seed <number>', 'the same seed on the same graph gives the same model', '1')
        .option('--steps <number>', 'optimisation steps at most')
        .addOption(balanceOption())
        .option('--debias <share>', 'another name of --balance')
        .addOption(maxExposureOption())
        .option('--time-zone <zone>', 'whose days are cut: "Europe/Berlin", or "+09:00"; guessed if left out')
        .addOption(
          new Option(
            '--users <way>',
            'how customers are answered: lists of their latest products, or nearest to a vector',
          )
            .choices(USER_WAYS)
            .default('lists'),
        )
        .option('--warm', 'start from the model in use')
        .option('--category <id>', 'go on with the model in use, on the products of this category and under it')
        .addOption(
          new Option('--text <kind>', 'what titles add to the features').choices(TEXT_FEATURES).default('none'),
        )
        .addOption(providerOption())
        .addOption(memoryOption())
        .addOption(buildLevelOption()),
    async (context, options) => {
      const job = parseJob(options);
      if (options.debias !== undefined) context.terminal.note('--debias is another name of --balance: use that.');
      const { runTrain } = await import('./run.js');
      await runTrain(context, job, { wait: options.wait, memory: parseMemory(options.memory) });
    },
  );
}

function parseJob(options: TrainFlags): TrainJob {
  return {
    layer: options.layer,
    seed: parseSeed(options.seed),
    provider: options.provider,
    text: options.text,
    users: options.users,
    warm: options.warm === true,
    ...(options.depth === undefined ? {} : { depth: parseWhole('--depth', options.depth, 0, 4) }),
    ...(options.steps === undefined ? {} : { steps: parseWhole('--steps', options.steps, 0, 100_000) }),
    ...bounds(options),
    ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
    ...(options.category === undefined ? {} : { category: options.category }),
    level: options.level === undefined ? 'leaf' : parseLevel(options.level),
  };
}

/** What lists are made by, where it is not chosen on held-out questions. */
function bounds({ balance: text, debias, maxExposure: most }: TrainFlags): Pick<TrainJob, 'balance' | 'maxExposure'> {
  if (debias !== undefined && text !== 'auto') {
    throw new UsageError('invalid-option', '--debias is another name of --balance: give one of the two.');
  }
  const balance = debias === undefined ? parseShareOrAuto('--balance', text) : parseShare('--debias', debias);
  const maxExposure = parseMaxExposure(most);
  return {
    ...(balance === undefined ? {} : { balance }),
    ...(maxExposure === undefined ? {} : { maxExposure }),
  };
}
