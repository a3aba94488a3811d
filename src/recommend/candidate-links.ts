import type { CandidateList } from '../snapshots/index.js';
import { valuesInRow } from './evidence-row.js';
import type { RankingInputs } from './ranking-inputs.js';
import { ThirdProducts } from './third-products.js';

/** What links a product to its candidates: common baskets, else a third product; buffers are reused from call to call. */
export class CandidateLinks {
  private readonly paths: ThirdProducts;

  constructor(private readonly inputs: Pick<RankingInputs, 'evidence' | 'graph'>) {
    this.paths = new ThirdProducts(inputs.graph);
  }

  of(product: number, candidates: Int32Array): Pick<CandidateList, 'together' | 'through'> {
    const { pairs, together } = this.inputs.evidence;
    const shared = Int32Array.from(valuesInRow(pairs, together, product, candidates));
    return { together: shared, through: this.paths.of(product, candidates, shared) };
  }
}
