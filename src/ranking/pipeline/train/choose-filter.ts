import type { SpectralBasis } from '../../../learning/factorisation/index.js';
import type { SpectralFilter } from '../../../learning/propagation/index.js';
import type { PriorContext } from '../../candidates/index.js';
import type { HeldOutQuery } from '../../fitting/index.js';
import { filteredEmbeddings, standardFilter } from '../embed/filter-layer.js';
import { validateEmbeddings } from './validate-embeddings.js';

const RESPONSES: readonly Pick<SpectralFilter, 'kind' | 'order'>[] = [
  { kind: 'power', order: 1 },
  { kind: 'power', order: 0 },
  { kind: 'power', order: 2 },
  { kind: 'plateau', order: 4 },
  { kind: 'plateau', order: 8 },
  { kind: 'sharpened', order: 4 },
];
/** Shares of the computed eigenvectors that are tried. */
const SHARES = [1, 1 / 2, 1 / 4];
/** Held-out questions that a choice asks at most. */
const QUERIES = 1000;

/** Chooses a filter among some, by how well nearness of its embeddings answers held-out questions; the first of equal ones. */
export async function chooseFilter(
  basis: SpectralBasis,
  queries: readonly HeldOutQuery[],
  context: PriorContext,
): Promise<SpectralFilter> {
  const asked = queries.slice(0, QUERIES);
  let best = { filter: standardFilter(basis), ndcg: -1 };
  for (const share of SHARES) {
    for (const response of RESPONSES) {
      const filter = { ...response, rank: Math.ceil(share * basis.rank) };
      if (filter.rank === 0) continue;
      const { embeddings, dimension } = filteredEmbeddings(basis, filter);
      const ndcg = await validateEmbeddings(embeddings, dimension, asked, context);
      if (ndcg > best.ndcg) best = { filter, ndcg };
    }
  }
  return best.filter;
}
