/**
 * A polynomial in the item graph's P by its Chebyshev series in t = 1 - 2p, which maps P's eigenvalues [0, 1] to [-1, 1]:
 * Σ_k c_k T_k(I - 2P). Its degree is the number of round trips that it costs.
 */
export type ChebyshevSeries = readonly number[];

/** The polynomial p, one round trip: what GF-CF's linear filter is. */
export const linear: ChebyshevSeries = [0.5, -0.5];

/** The polynomial 1. */
export const identity: ChebyshevSeries = [1];

/** The series of a polynomial Σ_j a_j p^j given by its coefficients a₀, a₁, … */
export function fromMonomials(coefficients: readonly number[]): ChebyshevSeries {
  // Horner in p = (1 - t) / 2, with t T_k = (T_{k+1} + T_{|k-1|}) / 2.
  let series: number[] = [0];
  for (const coefficient of coefficients.toReversed()) {
    const next = new Array<number>(series.length + 1).fill(0);
    series.forEach((value, k) => {
      next[k] += value / 2;
      next[k + 1] -= value / 4;
      next[Math.abs(k - 1)] -= value / 4;
    });
    next[0] += coefficient;
    series = next;
  }
  return series.slice(0, Math.max(1, coefficients.length));
}

/**
 * The interpolant of a response given at the order + 1 Gauss nodes cos((k + ½) π / (order + 1)), in ascending order of the
 * nodes (Mason and Handscomb, Chebyshev Polynomials, 6.3).
 */
export function interpolate(ascending: readonly number[]): ChebyshevSeries {
  const count = ascending.length;
  return ascending.map((_, degree) => {
    let sum = 0;
    ascending.forEach((value, k) => (sum += value * Math.cos((degree * (count - k - 0.5) * Math.PI) / count)));
    return ((degree === 0 ? 1 : 2) / count) * sum;
  });
}

/**
 * ChebyCF's filter (Kim et al., SIGIR 2025): the plateau ½ - ½ sign(t) |t|^flatness, near 1 for smooth signals, near 0 for
 * rough ones and flat between. As the authors' code has it, it is sampled at the extrema cos((K - k) π / K) and fitted as
 * if at the Gauss nodes.
 */
export function plateau(order: number, flatness: number): ChebyshevSeries {
  return interpolate(
    Array.from({ length: order + 1 }, (_, k) => {
      const t = Math.cos(((order - k) * Math.PI) / order);
      return 0.5 - 0.5 * Math.sign(t) * Math.abs(t) ** flatness;
    }),
  );
}

/** The value of a series at an eigenvalue p of P. */
export function response(series: ChebyshevSeries, p: number): number {
  const t = 1 - 2 * p;
  let [before, now] = [0, 0];
  for (const coefficient of series.slice(1).toReversed()) [before, now] = [now, coefficient + 2 * t * now - before];
  return series[0] + t * now - before;
}
