import type { ErrorDetails } from '../../core/index.js';
import type { OnnxModelName, Tensor } from '../onnx/index.js';
import type { NamedParameter, ParameterValues } from './adam-state.js';
import type { CheckpointStore } from './checkpoint.js';
import type { ShuffledBatches } from './shuffled-batches.js';

/** What a training is, whatever it trains. */
export interface TrainingSchedule {
  /** Optimisation steps at most. */
  readonly steps: number;
  readonly learningRate: number;
  /** Decoupled weight decay, a multiple of the learning rate. */
  readonly weightDecay: number;
  /** Steps between two validations; 0 for none. */
  readonly validateEvery: number;
  /** Validations without a better one after which training stops. */
  readonly patience: number;
}

/** The inputs of a training graph that differ from step to step, in arrays that are filled anew for each. */
export interface StepInputs {
  readonly feeds: Readonly<Record<string, Tensor>>;
  /** @param step from 0 */
  readonly fill: (step: number, batch: Int32Array) => void;
}

/** What steps are made of beside the state. */
export interface StepSources {
  /** The graph that makes a step of Adam, or several in a loop where `stepsPerRun` is above 1. */
  readonly graph: OnnxModelName;
  /** The graph's inputs that are the same in all steps. */
  readonly constants: Readonly<Record<string, Tensor>>;
  readonly inputs: StepInputs;
  readonly batches: Pick<ShuffledBatches, 'of'>;
  /** Above 1 for a provider that copies inputs and results at each run (CUDA). */
  readonly stepsPerRun: number;
}

/** What is trained: its first parameters, the steps that change them, and the model that they make. */
export interface TrainingTask<Model> extends StepSources {
  /** Their values are taken over, not copied. */
  readonly parameters: readonly NamedParameter[];
  readonly model: (parameters: ParameterValues) => Model;
  /** Whether the first parameters are validated too, and may be the best. */
  readonly validatesFirst: boolean;
}

/** How far a training is, after each run of steps. */
export interface TrainingProgress {
  /** Steps made, of `steps` at most: early stopping may end before. */
  readonly step: number;
  readonly steps: number;
  /** Of the last step. */
  readonly loss: number;
  /** Absent without a clock. */
  readonly secondsLeft?: number;
}

/** The step in which numbers ceased to be finite. */
export interface DivergedStep {
  readonly step: number;
  readonly loss: number;
  /** The step's examples. */
  readonly batch: Int32Array;
}

/** What a caller may give to a training. */
export interface TrainerHooks<Model> {
  readonly progress?: ((progress: TrainingProgress) => void) | undefined;
  /** Milliseconds from any moment; for the time left. */
  readonly clock?: (() => number) | undefined;
  /** How good a model is, larger is better; asked every `validateEvery` steps. The next steps overwrite the model. */
  readonly validate?: ((model: Model, step: number) => number | Promise<number>) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly checkpoints?: CheckpointPlan | undefined;
  /** Keeps a batch for inspection, and answers what the error should say of it. */
  readonly keepBatch?: ((diverged: DivergedStep) => Promise<ErrorDetails>) | undefined;
  /** Takes a line that says what a user may want to know. */
  readonly note?: ((line: string) => void) | undefined;
}

export interface CheckpointPlan {
  readonly store: CheckpointStore;
  /** Steps between two. */
  readonly every: number;
  /** Of all that the training depends on: a checkpoint of another one is not gone on with. */
  readonly fingerprint: string;
}
