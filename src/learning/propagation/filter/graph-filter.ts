import { fromMonomials, identity, linear, plateau, type ChebyshevSeries } from './chebyshev.js';

/**
 * A training-free filter of interaction signals on the item graph P = R̃ᵀR̃, R̃ = D_rows^-a R D_products^-c:
 *
 *   y = sharpen(P) · ( D^b polynomial(P) D^-b x  +  weight · D^e V Vᵀ D^-e x ),
 *
 * where D are the products' degrees and V the leading eigenvectors of P at a = c = ½.
 */
export interface GraphFilter {
  /** a and c. */
  readonly normalisation: { readonly rows: number; readonly columns: number };
  readonly polynomial: ChebyshevSeries;
  /** b */
  readonly degreeExponent: number;
  readonly lowPass: { readonly rank: number; readonly weight: number; readonly degreeExponent: number };
  readonly sharpen: ChebyshevSeries;
  /** Whether both terms are divided by their standard deviation over the products before they are added. */
  readonly standardise: boolean;
}

const symmetric = { rows: 0.5, columns: 0.5 } as const;

/** GF-CF (Shen et al., CIKM 2021): P x + 0.3 D^½ V Vᵀ D^-½ x, 256 vectors. */
export const gfCf: GraphFilter = {
  normalisation: symmetric,
  polynomial: linear,
  degreeExponent: 0,
  lowPass: { rank: 256, weight: 0.3, degreeExponent: 0.5 },
  sharpen: identity,
  standardise: false,
};

/** BSPM (Choi et al., SIGIR 2023) with one blurring step and the sharpening Σ_{j ≤ 4} (-2.5 P)^j / j!. */
export const bspm: GraphFilter = {
  ...gfCf,
  lowPass: { rank: 448, weight: 0.2, degreeExponent: 0.5 },
  sharpen: fromMonomials([1, -2.5, 2.5 ** 2 / 2, -(2.5 ** 3) / 6, 2.5 ** 4 / 24]),
};

/** ChebyCF (Kim et al., SIGIR 2025) with its authors' settings for Gowalla. */
export const chebyCf: GraphFilter = {
  normalisation: symmetric,
  polynomial: plateau(8, 1.5),
  degreeExponent: 0.4,
  lowPass: { rank: 512, weight: 0.2, degreeExponent: 0.4 },
  sharpen: identity,
  standardise: false,
};

/**
 * One round trip with exponents of its own, beside the low pass, both standardised:
 * d_j^-0.1 Σ_u d_u^-0.7 R_uj Σ_i R_ui d_i^-0.8 x_i and 0.2 · D^½ V Vᵀ D^-½ x, 512 vectors.
 */
export const linearFilter: GraphFilter = {
  normalisation: { rows: 0.35, columns: 0.45 },
  polynomial: linear,
  degreeExponent: 0.35,
  lowPass: { rank: 512, weight: 0.2, degreeExponent: 0.5 },
  sharpen: identity,
  standardise: true,
};

/** The filters by name. */
export const graphFilters = { 'gf-cf': gfCf, bspm, 'cheby-cf': chebyCf, linear: linearFilter } as const;
