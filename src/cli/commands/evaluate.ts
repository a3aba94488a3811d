import { rename, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import {
  PROTOCOLS,
  SPLIT_SETTINGS,
  evaluateAnswers,
  peers,
  reportPage,
  shopRules,
  type MethodAnswer,
  type Protocol,
} from '../../evaluation/index.js';
import type { EngineLayer } from '../../engine/index.js';
import { command } from '../command.js';
import { askEngine } from '../evaluate/ask-engine.js';
import { askPeers } from '../evaluate/ask-peers.js';
import { ENGINE, engineVariants, type EngineVariant } from '../evaluate/engine-variants.js';
import { evaluationTable } from '../evaluate/evaluation-table.js';
import { chosenMethods, type MethodGroups } from '../evaluate/method-names.js';
import { readSplits } from '../evaluate/read-splits.js';
import { writeLists } from '../evaluate/write-lists.js';
import { buildLevelOption, layerOption, parseLevel, parseSeed, parseWhole } from '../option-values.js';

interface EvaluateOptions {
  readonly protocol: Protocol | 'auto';
  readonly methods: string;
  readonly seed: string;
  readonly queries: string;
  readonly validation?: boolean;
  readonly newProducts?: boolean;
  readonly layer: EngineLayer;
  readonly level: string;
  readonly report?: string;
  readonly lists?: string;
}

/** Places of a list that count. */
const CUTOFF = 10;

/** `alongside evaluate`: split a shop, ask methods, score their lists. */
export function evaluateCommand(): Command {
  return command<EvaluateOptions>(
    'evaluate',
    'split the shop in a folder of CSV files, and score this engine and the methods that one would use instead',
    (self) =>
      self
        .argument('<dir>', 'folder with products.csv, categories.csv, events.csv')
        .addOption(new Option('--protocol <name>', 'what is held out').choices(['auto', ...PROTOCOLS]).default('auto'))
        .option('--methods <names>', 'all, peers, ablations, debias, users, or names, joined by commas', 'all')
        .option('--seed <number>', 'draws the split and the intervals', String(SPLIT_SETTINGS.seed))
        .option('--queries <number>', 'most queries', String(SPLIT_SETTINGS.mostQueries))
        .option('--validation', 'score on the validation split, where peers are tuned, and not on the test')
        .option('--new-products', 'take all events of a twentieth of the products away, and ask from and for these')
        .option('--report <file>', 'HTML page with plots, tables and association rules')
        .option('--lists <dir>', 'write queries, truth, catalogue and lists as CSV')
        .addOption(layerOption("propagation layer of the engine's network, or filter"))
        .addOption(buildLevelOption().default('leaf')),
    async (context, options, [folder]) => {
      const variants = engineVariants(options.layer);
      const methods = chosenMethods(options.methods, methodGroups(variants));
      const level = parseLevel(options.level);
      const { terminal, signal } = context;
      const seed = parseSeed(options.seed);
      const splits = await readSplits(context, folder, {
        protocol: options.protocol,
        level,
        seed,
        mostQueries: parseWhole('--queries', options.queries, 1, 10_000_000),
        validation: options.validation === true,
        newProducts: options.newProducts === true,
      });
      const hooks = {
        progress: terminal.progress,
        signal,
        note: (line: string): void => {
          terminal.note(line);
        },
      };
      const engine = variants.filter(({ name }) => methods.has(name));
      const request = { layer: options.layer, level, length: CUTOFF };
      const answers: MethodAnswer[] = [
        ...(await askEngine(engine, splits.scored, request, hooks)),
        ...(await askPeers(
          peers.map(({ name }) => name).filter((name) => methods.has(name)),
          splits.scored,
          splits.tuning,
          CUTOFF,
          hooks,
        )),
      ];
      const evaluation = evaluateAnswers(splits.scored, answers, {
        shop: basename(resolve(folder)),
        part: options.validation === true ? 'validation' : 'test',
        seed,
        cutoff: CUTOFF,
      });
      if (options.lists !== undefined) await writeLists(options.lists, splits.scored, answers);
      const written = options.report === undefined ? {} : { rules: shopRules(splits.scored) };
      if (options.report !== undefined) await writeWhole(options.report, reportPage(evaluation, written.rules));
      terminal.result({ ...evaluation, ...written }, () => evaluationTable(evaluation));
    },
  );
}

/** Words for several methods, `all` the one that is used unless told otherwise; `ablations`, `debias` and `users` hold the engine that they vary. */
function methodGroups(variants: readonly EngineVariant[]): MethodGroups {
  const names = peers.map(({ name }) => name);
  const ofKind = (kind: EngineVariant['kind']): string[] =>
    variants.filter((variant) => variant.kind === kind).map(({ name }) => name);
  return new Map([
    ['all', [ENGINE, ...names]],
    ['peers', names],
    ['ablations', [ENGINE, ...ofKind('ablation')]],
    ['debias', [ENGINE, ...ofKind('debias')]],
    ['users', [ENGINE, ...ofKind('user')]],
  ]);
}

/** Writes a file beside its place and then puts it there. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.partial`, text);
  await rename(`${path}.partial`, path);
}
