import type { PairCounts } from '../../learning/cooccurrence/index.js';
import type { CandidateList } from '../types.js';
import { CandidateCounts } from './candidate-counts.js';
import { CountedPairs } from './counted-pairs.js';
import { borrows, type RankingInputs } from './ranking-inputs.js';
import { TwoHopPaths } from './two-hop-paths.js';

/**
 * What links a product to its candidates: common baskets, else a third product in the item graph that was bought with either more
 * than by chance; for a product that borrows its evidence, the product like it whose evidence with the candidate weighs most.
 * Buffers are reused from call to call.
 */
export class CandidateLinks {
  private readonly counts: CandidateCounts;
  private readonly paths: TwoHopPaths;
  private readonly likenesses: TwoHopPaths | undefined;

  constructor(private readonly inputs: Pick<RankingInputs, 'evidence' | 'graph' | 'coldProducts'>) {
    const { evidence, graph, coldProducts } = inputs;
    const counted = new CountedPairs(evidence);
    this.counts = new CandidateCounts(evidence, counted);
    const bought = (a: number, b: number): boolean => counted.aboveChance(a, b);
    this.paths = new TwoHopPaths(graph, graph, { first: bought, second: bought });
    this.likenesses =
      coldProducts === undefined
        ? undefined
        : new TwoHopPaths(coldProducts.neighbours, evidence.pairs, { first: () => true, second: bought });
  }

  of(product: number, candidates: Int32Array): PairCounts & Pick<CandidateList, 'through'> {
    const counts = this.counts.of(product, candidates);
    const paths = borrows(this.inputs, product) ? (this.likenesses ?? this.paths) : this.paths;
    return {
      ...counts,
      through: paths.of(
        product,
        candidates,
        counts.together.map((count, i) => count + counts.sessions[i]),
      ),
    };
  }
}
