import type { ReportProgress } from '../../../core/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import { chooseSecondStage, type DebiasPoint } from '../../fitting/index.js';
import type { RankingInputs } from '../../candidates/index.js';
import type { RankingModel } from '../../types.js';
import type { FittedRanking } from './fit-to-held-out.js';
import type { HeldOutShop } from './held-out-shop.js';
import { relationsByCategory } from '../rank/category-lists.js';
import { secondStageQueries } from './second-stage-queries.js';
import type { EngineSettings } from '../settings.js';
import { signalSources } from '../rank/signal-sources.js';

/** A ranking with its second stage, and what choosing it showed. */
export interface StagedRanking {
  readonly ranking: RankingModel;
  /** What ranks the shop without its held-out part by it. */
  readonly inputs: RankingInputs;
  readonly debiasCurve: readonly DebiasPoint[];
}

/** Fits the second stage to the held-out questions on top of a fitted first stage. */
export async function addSecondStage(
  runtime: OnnxRuntime,
  { training, queries, histories }: HeldOutShop,
  { ranking, context, items }: FittedRanking,
  settings: EngineSettings,
  progress: ReportProgress,
): Promise<StagedRanking> {
  const sources = await signalSources(runtime, training, items, settings, progress);
  const inputs = {
    evidence: training.evidence,
    graph: items.graph,
    context,
    model: ranking,
    sources,
    relations: relationsByCategory(training.catalogue),
    candidates: settings.candidates,
  };
  progress({ step: 'fitting the second stage', done: 0, total: 1, unit: 'parts' });
  const asked = await secondStageQueries({ inputs, embeddings: items.embeddings, dimension: items.dimension }, queries);
  const chosen = chooseSecondStage(asked, { debias: settings.balance, histories });
  progress({ step: 'fitting the second stage', done: 1, total: 1, unit: 'parts' });
  if (chosen === undefined) return { ranking, inputs, debiasCurve: [] };
  const staged = { ...ranking, secondStage: chosen.stage };
  return { ranking: staged, inputs: { ...inputs, model: staged }, debiasCurve: chosen.curve };
}
