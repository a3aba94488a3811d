import { Option, type Command } from 'commander';
import { networkAlone, trainJobSchema, trainKind, type TrainJob, type TrainResult } from '../../jobs/index.js';
import { USER_WAYS } from '../../engine/index.js';
import { UsageError } from '../../kernel/index.js';
import { command } from '../command.js';
import {
  buildLevelOption,
  layerOption,
  parseLevel,
  parseSeed,
  parseShare,
  parseWhole,
  providerOption,
} from '../option-values.js';
import { queueJob, runJob } from '../run-job.js';
import { requireServers } from '../servers.js';

interface TrainFlags {
  readonly wait: boolean;
  readonly layer: TrainJob['layer'];
  readonly depth?: string;
  readonly seed: string;
  readonly provider: TrainJob['provider'];
  readonly level?: string;
  readonly text: TrainJob['text'];
  readonly steps?: string;
  readonly debias?: string;
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
        .option('--debias <share>', 'how much popularity is taken out of lists, 0 to 1; left out, what suits the shop')
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
          new Option('--text <kind>', 'what titles add to the features')
            .choices(['none', 'hash', 'minilm'])
            .default('none'),
        )
        .addOption(providerOption())
        .addOption(buildLevelOption()),
    async (context, options) => {
      const job = parseJob(options);
      const servers = await requireServers(context);
      if (!options.wait) {
        await queueJob(trainKind, context, servers, job);
        return;
      }
      const result = await runJob(trainKind, context, servers, job);
      context.terminal.result(result, () => `${describeTraining(result)}\nMake lists with it: alongside embed`);
    },
  );
}

function parseJob(options: TrainFlags): TrainJob {
  const job = {
    layer: options.layer,
    seed: parseSeed(options.seed),
    provider: options.provider,
    text: options.text,
    users: options.users,
    warm: options.warm === true,
    ...(options.depth === undefined ? {} : { depth: parseWhole('--depth', options.depth, 0, 4) }),
    ...(options.steps === undefined ? {} : { steps: parseWhole('--steps', options.steps, 0, 100_000) }),
    ...(options.debias === undefined ? {} : { debias: parseShare('--debias', options.debias) }),
    ...(options.category === undefined ? {} : { category: options.category }),
    ...(options.level === undefined ? {} : { level: parseLevel(options.level) }),
  };
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
  return [...result.notes, `Model ${result.model} is trained (${how}): ${held}.`].join('\n');
}
