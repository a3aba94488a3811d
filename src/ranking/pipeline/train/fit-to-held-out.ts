import { availableParallelism } from 'node:os';
import { noProgress, type ReportProgress } from '../../../core/index.js';
import { AffinityRows } from '../../../learning/propagation/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import { fitFirstStage } from '../../fitting/index.js';
import type { PriorContext } from '../../candidates/index.js';
import type { RankingModel } from '../../types.js';
import type { HeldOutShop } from './held-out-shop.js';
import { embedItems } from '../embed/embed-items.js';
import type { ItemNetwork } from '../embed/item-network.js';
import { priorContext } from '../rank/prior-context.js';
import type { TrainedModel } from '../trained-model.js';

/** A ranking, and what it was fitted on. */
export interface FittedRanking {
  readonly ranking: RankingModel;
  readonly context: PriorContext;
  readonly items: ItemNetwork;
}

/** Embeds a shop without its held-out baskets, and fits the ranking to what was in them. */
export async function fitToHeldOut(
  runtime: OnnxRuntime,
  { categoryGroups, training, queries, histories }: HeldOutShop,
  model: Pick<TrainedModel, 'settings' | 'network' | 'filter'>,
  progress: ReportProgress,
): Promise<FittedRanking> {
  const report = (done: number): void => {
    progress({ step: 'fitting the ranking to held-out baskets', done, total: 3, unit: 'parts' });
  };
  report(0);
  const { pairs } = training.evidence;
  const context = priorContext(training, categoryGroups);
  const { settings } = model;
  const items = await embedItems(runtime, training, model, noProgress);
  report(1);

  const known = queries
    .map((query) => ({ ...query, truth: query.truth.filter((y) => context.eligible[y] === 1) }))
    .filter(({ truth }) => truth.length > 0);
  const { columns, columnWeight } = sampleColumns(context, known, settings.fitColumns);
  known.length = Math.min(known.length, Math.floor(settings.fitPairs / columns.length));
  const affinity = new Float32Array(known.length * columns.length);
  const rows = await AffinityRows.open(items.embeddings, items.dimension, availableParallelism());
  try {
    await rows.read(
      Int32Array.from(known, ({ product }) => product),
      affinity,
      columns,
    );
  } finally {
    await rows.close();
  }
  report(2);
  const ranking = fitFirstStage({
    queries: known,
    evidence: pairs,
    context,
    columns,
    columnWeight,
    affinity,
    histories,
  });
  report(3);
  return { ranking, context, items };
}

/** All eligible products, or every n-th of them and all truths, where there are more than `most`. */
function sampleColumns(
  { eligible }: PriorContext,
  queries: readonly { readonly truth: readonly number[] }[],
  most: number,
): { columns: Int32Array; columnWeight: Float64Array } {
  const total = eligible.reduce((sum, e) => sum + e, 0);
  const stride = Math.ceil(total / most);
  const truths = new Set(queries.flatMap(({ truth }) => truth));
  const columns: number[] = [];
  const weights: number[] = [];
  let seen = 0;
  for (let y = 0; y < eligible.length; y++) {
    if (eligible[y] === 0) continue;
    const drawn = seen++ % stride === 0;
    if (!drawn && !truths.has(y)) continue;
    columns.push(y);
    weights.push(drawn ? stride : 1);
  }
  return { columns: Int32Array.from(columns), columnWeight: Float64Array.from(weights) };
}
