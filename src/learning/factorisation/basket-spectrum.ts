/**
 * The leading eigenvectors of the item graph P = R̃ᵀR̃: its smoothest signals, on which an ideal low pass projects.
 * `rank` may be less than asked for where the graph has fewer products.
 */
export interface SpectralBasis {
  readonly products: number;
  readonly rank: number;
  /** [products, rank], row-major; orthonormal columns, by falling eigenvalue. */
  readonly basis: Float32Array;
  /** [rank], falling, in [0, 1]. */
  readonly eigenvalues: Float64Array;
}
