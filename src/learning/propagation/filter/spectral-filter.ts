import { bspm } from './graph-filter.js';
import { plateau, response } from './chebyshev.js';

/**
 * A filter that embeds products: what it leaves of the leading eigenvectors of the item graph's P = R̃ᵀR̃, R̃ =
 * D_rows^-½ R D_products^-½.
 *
 * - `power`: λ^order; order 0 is the ideal low pass and 1 the linear filter of GF-CF (Shen et al., CIKM 2021)
 * - `plateau`: the response of ChebyCF (Kim et al., SIGIR 2025) by a Chebyshev series of that order
 * - `sharpened`: the blur and the sharpening of BSPM (Choi et al., SIGIR 2023), whose Taylor series has order 4
 */
export interface SpectralFilter {
  readonly kind: 'power' | 'plateau' | 'sharpened';
  readonly order: number;
  /** Eigenvectors. */
  readonly rank: number;
}

/** ChebyCF's flatness on most of its sets. */
const FLATNESS = 1.5;

/** How much a filter leaves of an eigenvector, by its eigenvalue in [0, 1]. */
export function spectralResponse({ kind, order }: Pick<SpectralFilter, 'kind' | 'order'>): (value: number) => number {
  if (kind === 'power') return (value) => value ** order;
  if (kind === 'sharpened') return (value) => response(bspm.sharpen, value) * (value + bspm.lowPass.weight);
  const series = plateau(order, FLATNESS);
  return (value) => response(series, value);
}
