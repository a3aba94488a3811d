import { availableParallelism } from 'node:os';
import { noProgress, type ReportProgress } from '../../../core/index.js';
import { AffinityRows } from '../../../learning/propagation/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import type { Csr } from '../../../core/numerics/index.js';
import { fitFirstStage, shippedRanking, type HeldOutQuery } from '../../fitting/index.js';
import type { PriorContext, RankingInputs } from '../../candidates/index.js';
import type { RankingModel } from '../../types.js';
import type { HeldOutShop } from './held-out-shop.js';
import { embedItems } from '../embed/embed-items.js';
import type { ItemNetwork } from '../embed/item-network.js';
import { relationsByCategory } from '../rank/category-lists.js';
import { priorContext } from '../rank/prior-context.js';
import type { EngineSettings } from '../settings.js';
import { chooseFirstStage, type NamedRanking } from './choose-first-stage.js';
import type { TrainedModel } from '../trained-model.js';

/** A first stage, and what it was chosen on. */
export interface FittedRanking {
  readonly first: NamedRanking;
  readonly context: PriorContext;
  readonly items: ItemNetwork;
  /** What ranks the shop without its held-out part by it. */
  readonly inputs: RankingInputs;
}

/** Embeds a shop without its held-out baskets, and chooses the first stage by what was in them. */
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
  const { settings } = model;
  const context = priorContext(training, categoryGroups);
  const items = await embedItems(runtime, training, model, { progress: noProgress });
  report(1);
  const inputs = {
    evidence: training.evidence,
    graph: items.graph,
    context,
    model: shippedRanking(context.eligible.length).shipped,
    relations: relationsByCategory(training.catalogue),
    candidates: settings.candidates,
  };
  const known = queries
    .map((query) => ({ ...query, truth: query.truth.filter((y) => context.eligible[y] === 1) }))
    .filter(({ truth }) => truth.length > 0);
  const fit = await priorFit({ known, context, items, histories, evidence: training.evidence.pairs }, settings);
  report(2);
  const shop = { inputs, embeddings: items.embeddings, dimension: items.dimension };
  // Counting has no say where a basket is a whole history: what stands there together was seldom bought for each other.
  const first: NamedRanking = histories
    ? { name: 'fitted', ranking: fit(known) }
    : await chooseFirstStage(shop, known, fit);
  report(3);
  return { first, context, items, inputs: { ...inputs, model: first.ranking } };
}

interface FitData extends Pick<FittedRanking, 'context' | 'items'> {
  readonly known: readonly HeldOutQuery[];
  readonly histories: boolean;
  readonly evidence: Csr;
}

/** Fits the prior to some of the known questions, from one reading of the network's cosines. */
async function priorFit(
  { known: all, context, items, histories, evidence }: FitData,
  settings: EngineSettings,
): Promise<(queries: readonly HeldOutQuery[]) => RankingModel> {
  const { columns, columnWeight } = sampleColumns(context, all, settings.fitColumns);
  const known = all.slice(0, Math.floor(settings.fitPairs / columns.length));
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
  const rowOf = new Map(known.map((query, row) => [query, row]));
  return (asked) => {
    const queries = asked.filter((query) => rowOf.has(query));
    return fitFirstStage({
      queries,
      evidence,
      context,
      columns,
      columnWeight,
      affinity,
      rows: Int32Array.from(queries, (query) => rowOf.get(query) ?? 0),
      histories,
    });
  };
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
