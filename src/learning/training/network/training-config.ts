import { TRAINING_DEPTHS, type LayerKind, type TrainingDepth } from '../../onnx/index.js';
import { AlongsideError } from '../../../core/index.js';
import type { TrainingSchedule } from '../training-task.js';

/** All that training depends on beside the data. */
export interface TrainingConfig extends TrainingSchedule {
  readonly layer: LayerKind;
  /** Number of propagation layers. */
  readonly depth: TrainingDepth;
  readonly dimension: number;
  readonly seed: number;
  /** Query products of a step. */
  readonly batchSize: number;
  /** Share of the input states' numbers that a step leaves out. */
  readonly dropout: number;
  /** Share of products that lose their own row in a step, so that attributes learn to stand for it (DropoutNet, NeurIPS 2017). */
  readonly nodeDropout: number;
  /** Share of products that play cold-start products in a step: neither an own row nor neighbours. */
  readonly coldProducts: number;
  /** 1: states are scaled to length 1 before they are compared; 0: they are not. */
  readonly rowNormalisation: number;
  /** Scale of the inner products at the start; it is learned. */
  readonly scale: number;
  /** Standard deviation of a row's numbers at the start, times √dimension. */
  readonly initialLength: number;
  /** A query weighs its evidence to this power. */
  readonly evidencePower: number;
  /** Targets are divided by popularity to this power. */
  readonly debias: number;
  /** Candidates of a step at most; more products are sampled. */
  readonly candidates: number;
}

/** Chosen on the validation splits of a review and a grocery data set. */
export const defaultTrainingConfig: TrainingConfig = {
  layer: 'lightgcn',
  depth: 2,
  dimension: 64,
  seed: 1,
  steps: 200,
  batchSize: 256,
  learningRate: 0.01,
  weightDecay: 0,
  dropout: 0.3,
  nodeDropout: 0.1,
  coldProducts: 0.1,
  rowNormalisation: 1,
  scale: 10,
  initialLength: 0.5,
  evidencePower: 0.5,
  debias: 0,
  candidates: 16_384,
  validateEvery: 20,
  patience: 3,
};

/** Throws `training-config-invalid` where a configuration cannot be trained. */
export function checkTrainingConfig(config: TrainingConfig): void {
  const { dimension, depth, steps, batchSize, candidates, learningRate, scale } = config;
  const whole = (value: number, least: number): boolean => Number.isInteger(value) && value >= least;
  const rules: readonly (readonly [boolean, string])[] = [
    [whole(dimension, 2) && dimension % 2 === 0, 'dimension must be a positive even number'],
    [TRAINING_DEPTHS.includes(depth), `depth must be one of ${TRAINING_DEPTHS.join(', ')}`],
    [whole(steps, 0), 'steps must be a whole number'],
    [whole(batchSize, 1) && whole(candidates, 2), 'batchSize and candidates must be positive'],
    [
      [config.dropout, config.nodeDropout, config.coldProducts].every((share) => share >= 0 && share < 1),
      'dropout, nodeDropout and coldProducts must be shares from 0 to below 1',
    ],
    [learningRate > 0 && scale > 0, 'learningRate and scale must be above 0'],
  ];
  const faults = rules.filter(([holds]) => !holds).map(([, rule]) => rule);
  if (faults.length > 0) {
    throw new AlongsideError('training-config-invalid', `The network cannot be trained: ${faults.join('; ')}.`);
  }
}
