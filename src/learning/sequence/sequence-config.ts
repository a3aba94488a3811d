import { AlongsideError } from '../../core/index.js';
import type { TrainingSchedule } from '../training/index.js';
import { decayingRecency, type RecencyWeights } from './mean-of-recent.js';
import { sequenceLongest } from './product-sequences.js';

/** How a sequence model is trained. */
export interface SequenceConfig extends TrainingSchedule {
  readonly seed: number;
  /** Weights of the mean of recent products that the network corrects. */
  readonly recency: RecencyWeights;
  /** Sequences in a step. */
  readonly batch: number;
  /** Products in a step's softmax: the batch's targets and a sample of the others; up to twice as many where that is all. */
  readonly candidates: number;
  /** How many of the following events are looked at for targets of another category. */
  readonly ahead: number;
}

export const defaultSequenceConfig: SequenceConfig = {
  seed: 1,
  recency: decayingRecency(0.3, sequenceLongest),
  batch: 256,
  candidates: 2048,
  ahead: 1,
  steps: 1000,
  learningRate: 0.002,
  weightDecay: 0,
  validateEvery: 100,
  patience: 3,
};

/** Throws `sequence-config-invalid` where a configuration cannot be trained. */
export function checkSequenceConfig(config: SequenceConfig): void {
  const { batch, candidates, ahead, steps, validateEvery, learningRate } = config;
  const positive = [batch, candidates, ahead, steps, validateEvery].every((n) => Number.isInteger(n) && n > 0);
  const fault = !positive
    ? 'batch, candidates, ahead, steps and validateEvery must be positive whole numbers'
    : candidates < batch * ahead
      ? `candidates must be at least batch · ahead = ${batch * ahead}, so that every target is among them`
      : !(learningRate > 0)
        ? 'learningRate must be positive'
        : undefined;
  if (fault !== undefined) throw new AlongsideError('sequence-config-invalid', `In a sequence model ${fault}.`);
}
