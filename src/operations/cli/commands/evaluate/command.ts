import { Option, type Command } from 'commander';
import type { EngineLayer } from '../../../../ranking/pipeline/choices.js';
import { PROTOCOLS, SPLIT_SETTINGS, type Protocol } from '../../../../evaluation/splits/choices.js';
import { command } from '../../command.js';
import {
  balanceOption,
  buildLevelOption,
  layerOption,
  maxExposureOption,
  parseLevel,
  parseMaxExposure,
  parseSeed,
  parseShareOrAuto,
  parseWhole,
} from '../../option-values.js';

interface EvaluateOptions {
  readonly protocol: Protocol | 'auto';
  readonly methods: string;
  readonly seed: string;
  readonly queries: string;
  readonly validation?: boolean;
  readonly newProducts?: boolean;
  readonly layer: EngineLayer;
  readonly balance: string;
  readonly maxExposure: string;
  readonly level: string;
  readonly report?: string;
  readonly lists?: string;
}

/** `alongside evaluate`: split a shop, ask methods, score their lists. */
export function evaluateCommand(): Command {
  return command<EvaluateOptions>(
    'evaluate',
    'split the shop in a folder of CSV files, and score this engine and the methods that one would use instead',
    (self) =>
      self
        .argument('<dir>', 'folder with products.csv, categories.csv, events.csv')
        .addOption(new Option('--protocol <name>', 'what is held out').choices(['auto', ...PROTOCOLS]).default('auto'))
        .option('--methods <names>', 'all, peers, ablations, balance, users, or names, joined by commas', 'all')
        .option('--seed <number>', 'draws the split and the intervals', String(SPLIT_SETTINGS.seed))
        .option('--queries <number>', 'most queries', String(SPLIT_SETTINGS.mostQueries))
        .option('--validation', 'score on the validation split, where peers are tuned, and not on the test')
        .option('--new-products', 'take all events of a twentieth of the products away, and ask from and for these')
        .option('--report <file>', 'HTML page with plots, tables and association rules')
        .option('--lists <dir>', 'write queries, truth, catalogue and lists as CSV')
        .addOption(layerOption("propagation layer of the engine's network, or filter"))
        .addOption(balanceOption())
        .addOption(maxExposureOption())
        .addOption(buildLevelOption().default('leaf')),
    async (context, options, [folder]) => {
      const splits = {
        protocol: options.protocol,
        level: parseLevel(options.level),
        seed: parseSeed(options.seed),
        mostQueries: parseWhole('--queries', options.queries, 1, 10_000_000),
        validation: options.validation === true,
        newProducts: options.newProducts === true,
      };
      const { methods, layer, report, lists } = options;
      const balance = parseShareOrAuto('--balance', options.balance);
      const maxExposure = parseMaxExposure(options.maxExposure);
      const { runEvaluate } = await import('./run.js');
      const asked = { folder, methods, layer, splits, report, lists, balance, maxExposure };
      await runEvaluate(context, asked);
    },
  );
}
