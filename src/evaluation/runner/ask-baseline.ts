import { judge, meanOf, ndcg, type Lists } from '../metrics/index.js';
import {
  baselineLists,
  tuneBaseline,
  type Baseline,
  type BaselineConfig,
  type BaselineTools,
} from '../baselines/index.js';
import type { MethodAnswer } from '../results/index.js';
import type { Query } from '../splits/index.js';
import type { ItemScorer } from '../../learning/factorisation/index.js';
import type { BaselineSplit, BaselineWork } from './baseline-work.js';

/**
 * Tunes a baseline where settings are chosen, fits it to the split that is scored, and asks it.
 *
 * @param tried called after each configuration of the tuning
 */
export async function askBaseline(
  baseline: Baseline,
  work: BaselineWork,
  tools: BaselineTools,
  tried: () => void,
): Promise<MethodAnswer> {
  const { scored, length } = work;
  const started = performance.now();
  const config = await tune(baseline, work, tools, tried);
  const lists = listsOf(scored, await baseline.fit(scored.data, config, tools), length);
  return { name: baseline.name, kind: 'peer', config, seconds: (performance.now() - started) / 1000, lists };
}

/** The configuration with the best NDCG where settings are chosen. */
async function tune(
  baseline: Baseline,
  { tuning: { data, truth }, length }: BaselineWork,
  tools: BaselineTools,
  tried: () => void,
): Promise<BaselineConfig> {
  const queries = Int32Array.from(truth.queries, ({ product }) => product);
  const metric = (products: Int32Array): number => {
    tried();
    return meanOf(ndcg(judge(truth, { length, products }, length)));
  };
  return (await tuneBaseline(baseline, { data, queries, length }, metric, tools)).config;
}

/** Lists for all queries; for those that only new products may answer, of new products alone. */
function listsOf({ data, truth }: BaselineSplit, scorer: ItemScorer, length: number): Lists {
  const products = new Int32Array(truth.queries.length * length);
  for (const pool of ['all', 'new'] satisfies Query['pool'][]) {
    const places = [...truth.queries.keys()].filter((q) => truth.queries[q].pool === pool);
    const eligible = pool === 'all' ? data.eligible : truth.isNew;
    const queries = Int32Array.from(places, (q) => truth.queries[q].product);
    const lists = baselineLists({ ...data, eligible }, scorer, queries, length);
    places.forEach((q, i) => {
      products.set(lists.subarray(i * length, (i + 1) * length), q * length);
    });
  }
  return { length, products };
}
