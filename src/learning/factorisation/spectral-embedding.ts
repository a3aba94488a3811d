import type { SpectralBasis } from './basket-spectrum.js';

/**
 * A training-free embedding of the products, V · √f(Λ): its inner products are the entries of the filter f(P) on the leading
 * eigenvectors, Σ_r f(λ_r) V_xr V_yr.
 *
 * @param response f, ≥ 0 on [0, 1]; λ itself is P, a power of it a smoother filter, 1 the ideal low pass
 * @returns [products, rank], row-major
 */
export function spectralEmbedding(
  { products, rank, basis, eigenvalues }: SpectralBasis,
  response: (eigenvalue: number) => number,
): Float32Array {
  const scales = eigenvalues.map((value) => Math.sqrt(Math.max(0, response(Math.max(0, value)))));
  const embedding = new Float32Array(basis.length);
  for (let p = 0; p < products; p++) {
    for (let r = 0; r < rank; r++) embedding[p * rank + r] = basis[p * rank + r] * scales[r];
  }
  return embedding;
}
