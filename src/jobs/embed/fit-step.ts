import { availableParallelism } from 'node:os';
import { basketWeightSums, gatherEvidence, type Baskets, type Evidence } from '../../adjacency/index.js';
import type { Catalogue } from '../../shop/index.js';
import type { ReportProgress } from '../../kernel/index.js';
import { AffinityRows, type OnnxRuntime } from '../../model/index.js';
import {
  UNFITTED,
  categoryLift,
  fitRanking,
  holdOut,
  type PriorContext,
  type RankingModel,
} from '../../recommend/index.js';
import { embedItems } from './item-network.js';
import type { EmbedSettings } from './settings.js';

/** What the prior reads of the products, from this evidence. */
export function priorContext(
  catalogue: Catalogue,
  evidence: Evidence,
  popularity: Float64Array,
  lines: Int32Array,
): PriorContext {
  const { products, categories } = catalogue;
  const brands = new Map<string, number>();
  return {
    logPopularity: Float32Array.from(popularity, (count) => Math.log(count + 1)),
    eligible: Uint8Array.from(popularity, (count, y) => (count > 0 && products.categories[y] >= 0 ? 1 : 0)),
    categoryOf: products.categories,
    brandOf: Int32Array.from(products.brands, (brand) => {
      if (brand === null || brand === '') return -1;
      const number = brands.get(brand) ?? brands.size;
      brands.set(brand, number);
      return number;
    }),
    categories: categories.ids.length,
    lift: categoryLift(evidence.pairs, products.categories, categories.ids.length),
    lines,
  };
}

/** Sets a tenth of the baskets aside, embeds without them, and fits the ranking to what was in them. */
export async function fitToHeldOut(
  runtime: OnnxRuntime,
  catalogue: Catalogue,
  baskets: Baskets,
  lines: Int32Array,
  settings: EmbedSettings,
  progress: ReportProgress,
): Promise<RankingModel> {
  const { categories } = catalogue.products;
  const lineOf = categories.map((category) => (category < 0 ? -1 : lines[category]));
  const { training, queries } = holdOut(baskets, lineOf, settings.holdOut);
  if (queries.length === 0) return UNFITTED;

  const silent: ReportProgress = () => undefined;
  progress({ step: 'fitting the ranking to held-out baskets', done: 0, total: 3, unit: 'parts' });
  const evidence = gatherEvidence(training, settings.evidence);
  const context = priorContext(catalogue, evidence, basketWeightSums(training), lines);
  const { embeddings } = await embedItems(runtime, catalogue, evidence, settings, silent);
  progress({ step: 'fitting the ranking to held-out baskets', done: 1, total: 3, unit: 'parts' });

  const { dimension } = settings.encoder;
  const known = queries
    .map(({ product, truth }) => ({ product, truth: truth.filter((y) => context.eligible[y] === 1) }))
    .filter(({ truth }) => truth.length > 0);
  const { columns, columnWeight } = sampleColumns(context, known, settings.fitColumns);
  known.length = Math.min(known.length, Math.floor(settings.fitPairs / columns.length));
  const affinity = new Float32Array(known.length * columns.length);
  const rows = await AffinityRows.open(embeddings, dimension, availableParallelism());
  try {
    await rows.read(
      Int32Array.from(known, ({ product }) => product),
      affinity,
      columns,
    );
  } finally {
    await rows.close();
  }
  progress({ step: 'fitting the ranking to held-out baskets', done: 2, total: 3, unit: 'parts' });
  const model = fitRanking({ queries: known, evidence: evidence.pairs, context, columns, columnWeight, affinity });
  progress({ step: 'fitting the ranking to held-out baskets', done: 3, total: 3, unit: 'parts' });
  return model;
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
