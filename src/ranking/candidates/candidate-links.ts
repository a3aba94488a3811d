import type { PairCounts } from '../../learning/cooccurrence/index.js';
import type { CandidateList } from '../types.js';
import { CountedPairs } from './counted-pairs.js';
import { borrows, type RankingInputs } from './ranking-inputs.js';
import { TwoHopPaths } from './two-hop-paths.js';

/**
 * What links a product to its candidates: common baskets, else a third product in the item graph that was bought with either more
 * than by chance; for a product that borrows its evidence, the product like it whose evidence with the candidate weighs most.
 * Buffers are reused from call to call.
 */
export class CandidateLinks {
  private readonly counted: CountedPairs;
  private readonly paths: TwoHopPaths;
  private readonly likenesses: TwoHopPaths | undefined;

  constructor(private readonly inputs: Pick<RankingInputs, 'evidence' | 'graph' | 'coldProducts'>) {
    const { evidence, graph, coldProducts } = inputs;
    this.counted = new CountedPairs(evidence);
    const bought = (a: number, b: number): boolean => this.counted.aboveChance(a, b);
    this.paths = new TwoHopPaths(graph, graph, { first: bought, second: bought });
    this.likenesses =
      coldProducts === undefined
        ? undefined
        : new TwoHopPaths(coldProducts.neighbours, evidence.pairs, { first: () => true, second: bought });
  }

  of(product: number, candidates: Int32Array): PairCounts & Pick<CandidateList, 'through'> {
    const { together, people, sessions, sessionPeople } = this.inputs.evidence;
    const entries = candidates.map((candidate) => this.counted.entryOf(product, candidate));
    const read = (counts: Int32Array | Uint8Array) => (entry: number) => (entry < 0 ? 0 : counts[entry]);
    const [orders, visits] = [entries.map(read(together)), entries.map(read(sessions))];
    const paths = borrows(this.inputs, product) ? (this.likenesses ?? this.paths) : this.paths;
    return {
      together: orders,
      people: Uint8Array.from(entries, read(people)),
      sessions: visits,
      sessionPeople: Uint8Array.from(entries, read(sessionPeople)),
      through: paths.of(
        product,
        candidates,
        orders.map((count, i) => count + visits[i]),
      ),
    };
  }
}
