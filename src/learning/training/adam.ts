import { tensorOf } from '../onnx/index.js';
import type { TrainingSchedule } from './training-task.js';

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

/** What a training graph reads for Adam alone: two numbers of shape [1], filled anew for each step. */
export class AdamInputs {
  private readonly stepSize = new Float32Array(1);
  private readonly shrink = new Float32Array(1);
  readonly feeds = { step_size: tensorOf(this.stepSize, [1]), shrink: tensorOf(this.shrink, [1]) };

  constructor(private readonly schedule: Pick<TrainingSchedule, 'learningRate' | 'weightDecay'>) {}

  /** @param step from 0 */
  fill(step: number): void {
    const { learningRate, weightDecay } = this.schedule;
    this.stepSize[0] = adamStepSize(learningRate, step + 1);
    this.shrink[0] = 1 - learningRate * weightDecay;
  }
}
