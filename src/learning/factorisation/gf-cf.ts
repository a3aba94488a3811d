import { bipartiteDegrees, inversePowers, normaliseBipartite } from '../propagation/index.js';
import { innerProducts, transpose, type Csr } from '../../core/numerics/index.js';
import { AlongsideError } from '../../core/index.js';
import type { ItemScorer } from './item-scorer.js';
import type { SpectralBasis } from './basket-spectrum.js';

export interface GfCfOptions {
  /** Weight of the low pass. */
  readonly alpha: number;
  /** Exponent of the discount of popular products, degree^-beta. */
  readonly beta: number;
  /** Eigenvectors of the low pass, at most those of the basis; left out, all of them. */
  readonly rank?: number;
}

export interface GfCf {
  /** R̃ [rows, products] */
  readonly normalised: Csr;
  /** R̃ᵀ */
  readonly byProduct: Csr;
  readonly rank: number;
  /** [products, rank]: D^-½ V */
  readonly entering: Float32Array;
  /** [products, rank]: alpha · D^(½ - beta) V */
  readonly leaving: Float32Array;
  /** [products]: degree^-beta */
  readonly discount: Float64Array;
}

/**
 * The item–item filter of GF-CF (Shen et al., CIKM 2021): (R̃ᵀR̃ + alpha · D^-½ V Vᵀ D^½) D^-beta, R̃ being normalised by both
 * degrees^-½ and V the leading eigenvectors of R̃ᵀR̃.
 *
 * @param interactions [rows, products], users or baskets by products
 */
export function fitGfCf(interactions: Csr, basis: SpectralBasis, options: GfCfOptions): GfCf {
  const products = interactions.width;
  const rank = options.rank === undefined ? basis.rank : Math.min(options.rank, products);
  if (basis.products !== products || rank > basis.rank) {
    throw new AlongsideError(
      'spectral-basis-mismatch',
      `GF-CF takes ${rank} eigenvectors of ${products} products; the basis has ${basis.rank} of ${basis.products}. Compute it for the same interactions.`,
      { rank, products },
    );
  }
  const normalised = normaliseBipartite(interactions);
  const degrees = bipartiteDegrees(interactions).columns;
  const inverseRoot = inversePowers(degrees, 0.5);
  const outward = inversePowers(degrees, options.beta - 0.5);
  const entering = new Float32Array(products * rank);
  const leaving = new Float32Array(products * rank);
  for (let p = 0; p < products; p++) {
    for (let r = 0; r < rank; r++) {
      const value = basis.basis[p * basis.rank + r];
      entering[p * rank + r] = inverseRoot[p] * value;
      leaving[p * rank + r] = options.alpha * outward[p] * value;
    }
  }
  const discount = inversePowers(degrees, options.beta);
  return { normalised, byProduct: transpose(normalised), rank, entering, leaving, discount };
}

export function gfCfScorer({ normalised, byProduct, rank, entering, leaving, discount }: GfCf): ItemScorer {
  const query = new Float64Array(rank);
  const smooth = new Float64Array(discount.length);
  return {
    score(product, into) {
      into.fill(0);
      for (let e = byProduct.offsets[product]; e < byProduct.offsets[product + 1]; e++) {
        const row = byProduct.columns[e];
        const weight = byProduct.values[e];
        for (let f = normalised.offsets[row]; f < normalised.offsets[row + 1]; f++) {
          into[normalised.columns[f]] += weight * normalised.values[f];
        }
      }
      query.set(entering.subarray(product * rank, (product + 1) * rank));
      innerProducts(query, leaving, smooth);
      for (let y = 0; y < into.length; y++) into[y] = into[y] * discount[y] + smooth[y];
    },
  };
}
