import { rename, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { requirePlaceForFile } from '../../../../core/index.js';
import type { EngineLayer } from '../../../../ranking/pipeline/choices.js';
import { evaluateAnswers, shopRules, type MethodAnswer } from '../../../../evaluation/results/index.js';
import { baselines } from '../../../../evaluation/baselines/index.js';
import { reportPage } from '../../../../evaluation/report/index.js';
import type { CliContext } from '../../command.js';
import { askEngine } from '../../../../evaluation/runner/index.js';
import { askBaselines } from '../../../../evaluation/runner/index.js';
import { ENGINE, engineVariants, type EngineVariant } from '../../../../evaluation/runner/index.js';
import { evaluationTable } from './evaluation-table.js';
import { chosenMethods, type MethodGroups } from '../../../../evaluation/runner/index.js';
import { readSplits, type SplitOptions } from '../../../../evaluation/runner/index.js';
import { writeLists } from '../../../../evaluation/runner/index.js';

export interface EvaluateRequest {
  /** Of the shop's CSV files. */
  readonly folder: string;
  /** Words for methods, joined by commas. */
  readonly methods: string;
  readonly layer: EngineLayer;
  readonly splits: SplitOptions;
  /** Of the engine's lists, 0 to 1, and the share of them that one product may stand on; undefined: what suits the shop. */
  readonly balance: number | undefined;
  readonly maxExposure: number | undefined;
  /** File for a page of results; none is written if left out. */
  readonly report: string | undefined;
  /** Folder for the lists; none are written if left out. */
  readonly lists: string | undefined;
}

/** Places of a list that count. */
const CUTOFF = 10;

/** Splits the shop, asks the methods and scores their lists. */
export async function runEvaluate(context: CliContext, request: EvaluateRequest): Promise<void> {
  const { folder, layer, balance, maxExposure, report, lists } = request;
  for (const path of [report, lists]) if (path !== undefined) await requirePlaceForFile(path);
  // What computes for seconds at a time hears no signal; nothing is left half-written.
  context.endAtOnce();
  const { level, seed, validation } = request.splits;
  const variants = engineVariants(layer);
  const methods = chosenMethods(request.methods, methodGroups(variants));
  const { terminal, signal } = context;
  const splits = await readSplits(context.terminal, folder, request.splits);
  const hooks = {
    progress: terminal.progress,
    signal,
    note: (line: string): void => {
      terminal.note(line);
    },
  };
  const engine = variants.filter(({ name }) => methods.has(name));
  const asked = { layer, level, balance, maxExposure, length: CUTOFF };
  const answers: MethodAnswer[] = [
    ...(await askEngine(engine, splits.scored, asked, hooks)),
    ...(await askBaselines(
      baselines.map(({ name }) => name).filter((name) => methods.has(name)),
      splits.scored,
      splits.tuning,
      CUTOFF,
      hooks,
    )),
  ];
  const evaluation = evaluateAnswers(splits.scored, answers, {
    shop: basename(resolve(folder)),
    part: validation ? 'validation' : 'test',
    seed,
    cutoff: CUTOFF,
  });
  if (lists !== undefined) await writeLists(lists, splits.scored, answers);
  const written = report === undefined ? {} : { rules: shopRules(splits.scored) };
  if (report !== undefined) await writeWhole(report, reportPage(evaluation, written.rules));
  terminal.result({ ...evaluation, ...written }, () => evaluationTable(evaluation));
}

/** Words for several methods, `all` the one that is used unless told otherwise; `ablations`, `balance` (also called `debias`) and `users` hold the engine that they vary. */
function methodGroups(variants: readonly EngineVariant[]): MethodGroups {
  const names = baselines.map(({ name }) => name);
  const ofKind = (kind: EngineVariant['kind']): string[] =>
    variants.filter((variant) => variant.kind === kind).map(({ name }) => name);
  return new Map([
    ['all', [ENGINE, ...names]],
    ['peers', names],
    ['ablations', [ENGINE, ...ofKind('ablation')]],
    ['balance', [ENGINE, ...ofKind('balance')]],
    ['debias', [ENGINE, ...ofKind('balance')]],
    ['users', [ENGINE, ...ofKind('user')]],
  ]);
}

/** Writes a file beside its place and then puts it there. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.partial`, text);
  await rename(`${path}.partial`, path);
}
