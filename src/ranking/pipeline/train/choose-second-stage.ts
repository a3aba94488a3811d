import type { ReportProgress } from '../../../core/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import {
  calibrate,
  chooseBalance,
  secondStageQueries,
  type BalancePoint,
  type BoundCost,
  type CandidateTable,
  type ListedProduct,
} from '../../fitting/index.js';
import { stageAtBalance } from '../../reranking/index.js';
import type { RankingModel } from '../../types.js';
import type { FittedRanking } from './fit-to-held-out.js';
import type { HeldOutShop } from './held-out-shop.js';
import { candidateTables } from './candidate-tables.js';
import { sampleLists, type SampledList } from '../rank/sample-lists.js';
import type { EngineSettings } from '../settings.js';
import type { ValidationReport } from './validate-lists.js';
import { signalSources } from '../rank/signal-sources.js';

/** A ranking with its second stage, and what choosing it showed. */
export interface StagedRanking {
  readonly ranking: RankingModel;
  readonly balanceCurve: readonly BalancePoint[];
  readonly exposureBounds: readonly BoundCost[];
  readonly reordered: boolean;
  /** How its lists answer questions that it was not fitted to; left out where nothing could be fitted. */
  readonly validation?: ValidationReport;
}

/** Lists over which exposure is bounded while balances are compared. */
const SAMPLE = 1000;

/** Fits the second stage to the held-out questions on top of a chosen first stage, and chooses balance and bound. */
export async function chooseSecondStage(
  runtime: OnnxRuntime,
  { training, queries, histories }: HeldOutShop,
  { first, items, inputs: firstInputs }: FittedRanking,
  settings: EngineSettings,
  progress: ReportProgress,
): Promise<StagedRanking> {
  const sources = await signalSources(runtime, training, items, settings, progress);
  const inputs = { ...firstInputs, sources };
  progress({ step: 'fitting the second stage', done: 0, total: 2, unit: 'parts' });
  const { embeddings, dimension } = items;
  const sample = sampleLists(training, inputs.context, SAMPLE);
  const asked = new Set([...queries.map(({ product }) => product), ...sample.map(({ product }) => product)]);
  const tables = await candidateTables({ inputs, embeddings, dimension }, Int32Array.from(asked).sort());
  progress({ step: 'fitting the second stage', done: 1, total: 2, unit: 'parts' });
  const { eligible, logPopularity } = inputs.context;
  const answerable = secondStageQueries(queries, tables, eligible);
  const chosen = chooseBalance(answerable, listedOf(sample, tables, asked), {
    balance: settings.balance,
    maxExposure: settings.maxExposure,
    histories,
    weight: propensities(sources.logRecent, logPopularity),
  });
  progress({ step: 'fitting the second stage', done: 2, total: 2, unit: 'parts' });
  if (chosen === undefined) return { ranking: first.ranking, balanceCurve: [], exposureBounds: [], reordered: false };
  const { stage, maxExposure, curve, bounds: exposureBounds, reordered } = chosen;
  const calibration = calibrate(answerable);
  const ranking = {
    ...first.ranking,
    ...(calibration === undefined ? {} : { calibration }),
    balanced: stage,
    secondStage: stageAtBalance(stage, stage.balance),
    ...(maxExposure === undefined ? {} : { maxExposure }),
  };
  const { ndcg, hitRate } = chosen.chosen;
  const validation = { queries: answerable.length, ndcg, hitRate };
  return { ranking, balanceCurve: curve, exposureBounds, reordered, validation };
}

/** What each right answer counts: (10 · recent + 1)^-½ where there are times, (popularity + 1)^-½ else. */
function propensities(logRecent: Float32Array | undefined, logPopularity: Float32Array): Float64Array {
  if (logRecent === undefined) return Float64Array.from(logPopularity, (log) => Math.exp(-log / 2));
  return Float64Array.from(logRecent, (log) => (RECENT_SHARE * Math.expm1(log) + 1) ** -0.5);
}

/** So that recent counts weigh about as much as those of all time. */
const RECENT_SHARE = 10;

/** The lists over which exposure is bounded: the sampled ones, and those of the questions, which stand for nobody else. */
function listedOf(
  sample: readonly SampledList[],
  tables: ReadonlyMap<number, CandidateTable>,
  asked: ReadonlySet<number>,
): ListedProduct[] {
  const sampled = new Map(sample.map((each) => [each.product, each]));
  return [...asked]
    .sort((a, b) => a - b)
    .flatMap((product): ListedProduct[] => {
      const table = tables.get(product);
      const counts = sampled.get(product)?.counts;
      if (table === undefined) return [];
      return [{ table, ...(counts === undefined ? {} : { counts }) }];
    });
}
