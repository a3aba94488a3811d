import { PairRules } from '../reasons/index.js';
import type { RuleSource } from '../serving/index.js';
import type { Snapshot, SourceList } from '../snapshots/index.js';

/** A product on whose list another stands. */
export interface Source {
  readonly source: number;
  readonly rank: number;
  readonly score: number;
}

/** The products on whose lists `product` stands, strongest first, but for those where the shop's rules keep it off. */
export async function admittedSources(
  rules: RuleSource,
  snapshot: Snapshot,
  product: number,
  sources: SourceList | undefined,
): Promise<Source[]> {
  if (sources === undefined) return [];
  const { products, ranks, scores } = sources;
  const pairs = await PairRules.now(rules, snapshot);
  return Array.from(products, (source, i) => ({ source, rank: ranks[i], score: scores[i] })).filter(
    ({ source }) => !pairs.block(source, product),
  );
}
