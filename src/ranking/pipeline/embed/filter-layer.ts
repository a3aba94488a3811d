import { entryCount, unitRows } from '../../../core/numerics/index.js';
import type { ReportProgress } from '../../../core/index.js';
import { spectralBasis, spectralEmbedding, type SpectralBasis } from '../../../learning/factorisation/index.js';
import { spectralResponse, type SpectralFilter } from '../../../learning/propagation/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import { basketIncidence } from '../gather/basket-incidence.js';
import type { GatheredShop } from '../gather/gather-shop.js';
import type { FilterSettings } from '../settings.js';
import { propagationGraph, type ItemNetwork } from './item-network.js';

/** The filter of a shop that has nothing to choose it on. */
export function standardFilter({ rank }: Pick<FilterSettings, 'rank'>): SpectralFilter {
  return { kind: 'power', order: 1, rank };
}

/** The leading eigenvectors of a shop's baskets; of rank 0 where these are empty. */
export async function filterBasis(
  runtime: OnnxRuntime,
  { baskets }: Pick<GatheredShop, 'baskets'>,
  { rank, seed }: FilterSettings,
  progress: ReportProgress,
): Promise<SpectralBasis> {
  const rows = basketIncidence(baskets);
  if (entryCount(rows) > 0) return spectralBasis(runtime, rows, { rank, seed }, progress);
  return { products: rows.width, rank: 0, basis: new Float32Array(0), eigenvalues: new Float64Array(0) };
}

/** Embeds a shop by a filter. A product that no basket holds gets no vector. */
export async function embedFiltered(
  runtime: OnnxRuntime,
  gathered: Pick<GatheredShop, 'baskets' | 'evidence' | 'basis'>,
  filter: SpectralFilter,
  settings: { readonly neighbours: number; readonly filter: FilterSettings },
  progress: ReportProgress,
): Promise<ItemNetwork> {
  const basis = gathered.basis ?? (await filterBasis(runtime, gathered, settings.filter, progress));
  const graph = propagationGraph(gathered.evidence, settings.neighbours, 'lightgcn');
  return { graph, ...filteredEmbeddings(basis, filter), ...(basis.rank === 0 ? {} : { basis }) };
}

/** Rows of length 1 of the filter's embedding: a product's degree, which filters scale rows by, cancels out. */
export function filteredEmbeddings(basis: SpectralBasis, filter: SpectralFilter): Omit<ItemNetwork, 'graph'> {
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
