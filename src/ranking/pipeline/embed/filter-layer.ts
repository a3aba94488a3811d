import { entryCount, unitRows } from '../../../core/numerics/index.js';
import type { Baskets } from '../../../learning/cooccurrence/index.js';
import type { ReportProgress } from '../../../core/index.js';
import { spectralBasis } from '../../../learning/factorisation/index.js';
import { spectralResponse, type SpectralFilter } from '../../../learning/propagation/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import type { HeldOutQuery } from '../../fitting/index.js';
import type { PriorContext } from '../../candidates/index.js';
import { spectralEmbedding, type SpectralBasis } from '../../../learning/factorisation/index.js';
import { basketIncidence } from '../gather/basket-incidence.js';
import type { GatheredShop } from '../gather/gather-shop.js';
import { propagationGraph, type ItemNetwork } from './item-network.js';
import { validateEmbeddings } from '../train/validate-embeddings.js';
import type { FilterSettings } from '../settings.js';

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

/** The filter of a shop that has nothing to choose it on. */
export function standardFilter({ rank }: FilterSettings): SpectralFilter {
  return { ...RESPONSES[0], rank };
}

/** The leading eigenvectors of a shop's baskets; of rank 0 where these are empty. */
export async function filterBasis(
  runtime: OnnxRuntime,
  baskets: Baskets,
  { rank, seed }: FilterSettings,
  progress: ReportProgress,
): Promise<SpectralBasis> {
  const rows = basketIncidence(baskets);
  if (entryCount(rows) > 0) return spectralBasis(runtime, rows, { rank, seed }, progress);
  return { products: rows.width, rank: 0, basis: new Float32Array(0), eigenvalues: new Float64Array(0) };
}

/** Chooses a filter among some, by how well nearness of its embeddings answers held-out questions; the first of equal ones. */
export async function chooseFilter(
  basis: SpectralBasis,
  queries: readonly HeldOutQuery[],
  context: PriorContext,
): Promise<SpectralFilter> {
  const asked = queries.slice(0, QUERIES);
  let best = { filter: standardFilter({ rank: basis.rank, seed: 0 }), ndcg: -1 };
  for (const share of SHARES) {
    for (const response of RESPONSES) {
      const filter = { ...response, rank: Math.ceil(share * basis.rank) };
      if (filter.rank === 0) continue;
      const { embeddings, dimension } = embeddingsOf(basis, filter);
      const ndcg = await validateEmbeddings(embeddings, dimension, asked, context);
      if (ndcg > best.ndcg) best = { filter, ndcg };
    }
  }
  return best.filter;
}

/**
 * Embeds a shop by a filter. A product that no basket holds gets no vector.
 *
 * @param known what `filterBasis` gives of this shop, for a caller who has it already
 */
export async function embedFiltered(
  runtime: OnnxRuntime,
  { baskets, evidence }: GatheredShop,
  filter: SpectralFilter,
  settings: { readonly neighbours: number; readonly filter: FilterSettings },
  progress: ReportProgress,
  known?: SpectralBasis,
): Promise<ItemNetwork> {
  const basis = known ?? (await filterBasis(runtime, baskets, settings.filter, progress));
  const graph = propagationGraph(evidence, settings.neighbours, 'lightgcn');
  return { graph, ...embeddingsOf(basis, filter), ...(basis.rank === 0 ? {} : { basis }) };
}

/** Rows of length 1 of the filter's embedding: a product's degree, which filters scale rows by, cancels out. */
function embeddingsOf(basis: SpectralBasis, filter: SpectralFilter): Omit<ItemNetwork, 'graph'> {
  const { products } = basis;
  const rank = Math.min(filter.rank, basis.rank);
  if (rank === 0) return { embeddings: new Float32Array(products), dimension: 1 };
  const vectors = spectralEmbedding(leading(basis, rank), spectralResponse(filter));
  return { embeddings: unitRows(vectors, rank), dimension: rank };
}

function leading({ products, rank, basis, eigenvalues }: SpectralBasis, wanted: number): SpectralBasis {
  if (wanted === rank) return { products, rank, basis, eigenvalues };
  const kept = new Float32Array(products * wanted);
  for (let p = 0; p < products; p++) kept.set(basis.subarray(p * rank, p * rank + wanted), p * wanted);
  return { products, rank: wanted, basis: kept, eigenvalues: eigenvalues.slice(0, wanted) };
}
