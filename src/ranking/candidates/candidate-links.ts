import type { PairCounts } from '../../learning/cooccurrence/index.js';
import type { CandidateList } from '../types.js';
import { valuesInRow } from './evidence-row.js';
import { borrows, type RankingInputs } from './ranking-inputs.js';
import { TwoHopPaths } from './two-hop-paths.js';

/**
 * What links a product to its candidates: common baskets, else a third product in the item graph; for a product that borrows
 * its evidence, the product like it whose evidence with the candidate weighs most. Buffers are reused from call to call.
 */
export class CandidateLinks {
  private readonly paths: TwoHopPaths;
  private readonly likenesses: TwoHopPaths | undefined;

  constructor(private readonly inputs: Pick<RankingInputs, 'evidence' | 'graph' | 'coldProducts'>) {
    const { evidence, graph, coldProducts } = inputs;
    this.paths = new TwoHopPaths(graph, graph);
    this.likenesses = coldProducts === undefined ? undefined : new TwoHopPaths(coldProducts.neighbours, evidence.pairs);
  }

  of(product: number, candidates: Int32Array): PairCounts & Pick<CandidateList, 'through'> {
    const { pairs, together, people, sessions, sessionPeople } = this.inputs.evidence;
    const read = (counts: Int32Array | Uint8Array): Float64Array => valuesInRow(pairs, counts, product, candidates);
    const [orders, visits] = [Int32Array.from(read(together)), Int32Array.from(read(sessions))];
    const paths = borrows(this.inputs, product) ? (this.likenesses ?? this.paths) : this.paths;
    return {
      together: orders,
      people: Uint8Array.from(read(people)),
      sessions: visits,
      sessionPeople: Uint8Array.from(read(sessionPeople)),
      through: paths.of(
        product,
        candidates,
        orders.map((count, i) => count + visits[i]),
      ),
    };
  }
}
