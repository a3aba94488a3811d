const KAPPAS = Array.from({ length: 21 }, (_, i) => 2 ** (i - 4));
const GAMMAS = [0.25, 0.5, 0.75];

/** Held-out answers, an entry each: its weight, C[x, y], and |C_x| above 0. */
export interface WeighedTruths {
  readonly weight: ArrayLike<number>;
  readonly evidence: ArrayLike<number>;
  readonly mass: ArrayLike<number>;
}

/**
 * The κ and γ of a grid under which answers are likeliest by (C + k·p) / (|C| + k), k = κ |C|^γ.
 *
 * @param probability p(y | x) of each answer by the prior
 */
export function bestPriorStrength(
  truths: WeighedTruths,
  probability: ArrayLike<number>,
): { readonly kappa: number; readonly gamma: number; readonly likelihood: number } {
  let best = { kappa: KAPPAS[0], gamma: GAMMAS[0], likelihood: -Infinity };
  for (const kappa of KAPPAS) {
    for (const gamma of GAMMAS) {
      let likelihood = 0;
      for (let i = 0; i < probability.length; i++) {
        const strength = kappa * truths.mass[i] ** gamma;
        const posterior = (truths.evidence[i] + strength * probability[i] + 1e-12) / (truths.mass[i] + strength);
        likelihood += truths.weight[i] * Math.log(posterior);
      }
      if (likelihood > best.likelihood) best = { kappa, gamma, likelihood };
    }
  }
  return best;
}
