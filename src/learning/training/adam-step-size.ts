/** How much of the moments each step of Adam keeps. */
export const ADAM_BETAS = { first: 0.9, second: 0.999 } as const;

/**
 * What a step of Adam multiplies m / √v by: learning rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ), the correction of moments that began at
 * 0 (Kingma and Ba, ICLR 2015).
 *
 * @param t number of the step, from 1
 */
export function adamStepSize(learningRate: number, t: number): number {
  return (learningRate * Math.sqrt(1 - ADAM_BETAS.second ** t)) / (1 - ADAM_BETAS.first ** t);
}
