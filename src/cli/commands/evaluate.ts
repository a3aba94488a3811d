import { rename, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { categoryLines, type CategoryLevel } from '../../adjacency/index.js';
import {
  PROTOCOLS,
  SPLIT_SETTINGS,
  evaluateAnswers,
  peers,
  reportPage,
  shopRules,
  splitShop,
  withNewProducts,
  type MethodAnswer,
  type Protocol,
  type Split,
} from '../../evaluation/index.js';
import type { LayerKind } from '../../model/index.js';
import { readShop, type Shop } from '../../shop/index.js';
import { command, type CliContext } from '../command.js';
import { askEngine } from '../evaluate/ask-engine.js';
import { askPeers } from '../evaluate/ask-peers.js';
import { ENGINE, engineVariants, type EngineVariant } from '../evaluate/engine-variants.js';
import { evaluationTable } from '../evaluate/evaluation-table.js';
import { chosenMethods, type MethodGroups } from '../evaluate/method-names.js';
import { readProductRelations } from '../evaluate/relations-file.js';
import { writeLists } from '../evaluate/write-lists.js';
import { buildLevelOption, layerOption, parseLevel, parseWhole } from '../option-values.js';

interface EvaluateOptions {
  readonly protocol: Protocol | 'auto';
  readonly methods: string;
  readonly seed: string;
  readonly queries: string;
  readonly validation?: boolean;
  readonly newProducts?: boolean;
  readonly layer: LayerKind;
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
        .option('--methods <names>', 'all, peers, ablations, or names, joined by commas', 'all')
        .option('--seed <number>', 'draws the split and the intervals', String(SPLIT_SETTINGS.seed))
        .option('--queries <number>', 'most queries', String(SPLIT_SETTINGS.mostQueries))
        .option('--validation', 'score on the validation split, where peers are tuned, and not on the test')
        .option('--new-products', 'take all events of a twentieth of the products away, and ask from and for these')
        .option('--report <file>', 'HTML page with plots, tables and association rules')
        .option('--lists <dir>', 'write queries, truth, catalogue and lists as CSV')
        .addOption(layerOption("propagation layer of the engine's network"))
        .addOption(buildLevelOption().default('leaf')),
    async (context, options, [folder]) => {
      const variants = engineVariants(options.layer);
      const methods = chosenMethods(options.methods, methodGroups(variants));
      const level = parseLevel(options.level);
      const { terminal, signal } = context;
      const splits = await readSplits(context, folder, options);
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
        seed: parseWhole('--seed', options.seed, 0, 0xffff_ffff),
        cutoff: CUTOFF,
      });
      if (options.lists !== undefined) await writeLists(options.lists, splits.scored, answers);
      const written = options.report === undefined ? {} : { rules: shopRules(splits.scored) };
      if (options.report !== undefined) await writeWhole(options.report, reportPage(evaluation, written.rules));
      terminal.result({ ...evaluation, ...written }, () => evaluationTable(evaluation));
    },
  );
}

/** Words for several methods, `all` the one that is used unless told otherwise; `ablations` holds the engine they vary. */
function methodGroups(variants: readonly EngineVariant[]): MethodGroups {
  const names = peers.map(({ name }) => name);
  const ofKind = (kind: EngineVariant['kind']): string[] =>
    variants.filter((variant) => variant.kind === kind).map(({ name }) => name);
  return new Map([
    ['all', [ENGINE, ...names]],
    ['peers', names],
    ['ablations', [ENGINE, ...ofKind('ablation')]],
  ]);
}

/** The split that is scored, and the one where settings are chosen. */
async function readSplits(
  { terminal }: CliContext,
  folder: string,
  options: EvaluateOptions,
): Promise<{ scored: Split; tuning: Split }> {
  const { shop, rejected, ignored } = await readShop([folder], terminal.progress);
  terminal.endProgress();
  if (rejected > 0)
    terminal.note(`${rejected.toLocaleString('en')} rows were left out: invalid, or of unknown products`);
  for (const file of ignored) if (!/relations\.csv/.test(file)) terminal.note(`left alone: ${file}`);
  const relations =
    options.protocol === 'relations'
      ? { relations: await readProductRelations(folder, shop.catalogue.products.ids) }
      : {};
  const cut = (part: 'test' | 'validation'): Split =>
    splitShop(shop, {
      protocol: options.protocol,
      part,
      lineOf: productLines(shop, parseLevel(options.level)),
      seed: parseWhole('--seed', options.seed, 0, 0xffff_ffff),
      mostQueries: parseWhole('--queries', options.queries, 1, 10_000_000),
      ...relations,
    });
  const tuning = cut('validation');
  const scored = options.validation === true ? tuning : cut('test');
  return { tuning, scored: options.newProducts === true ? withNewProducts(scored) : scored };
}

/** For each product the category that stands for it in "another category". */
function productLines({ catalogue }: Shop, level: CategoryLevel): Int32Array {
  const lines = categoryLines(catalogue.categories, level);
  return catalogue.products.categories.map((category) => (category < 0 ? -1 : lines[category]));
}

/** Writes a file beside its place and then puts it there. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.partial`, text);
  await rename(`${path}.partial`, path);
}
