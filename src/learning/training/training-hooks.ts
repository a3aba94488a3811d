import type { CheckpointStore } from './checkpoint.js';
import type { TrainedNetwork } from './network/network-parameters.js';

/** How far a training is, after each step. */
export interface TrainingProgress {
  /** Steps made, of `steps` at most: early stopping may end before. */
  readonly step: number;
  readonly steps: number;
  /** Of the last step; NaN before the first of a resumed training. */
  readonly loss: number;
  /** Absent before it can be told, and without a clock. */
  readonly secondsLeft?: number;
}

/** The step in which numbers ceased to be finite, kept for inspection. */
export interface DivergedBatch {
  readonly step: number;
  readonly loss: number;
  /** Ids of the step's query products. */
  readonly queries: readonly string[];
}

/** What a caller may give to a training. */
export interface TrainingHooks {
  readonly progress?: (progress: TrainingProgress) => void;
  /** Milliseconds from any moment; for the time left. */
  readonly clock?: () => number;
  /** How good embeddings [products, dimension] are, larger is better; asked every `validateEvery` steps. */
  readonly validate?: (embeddings: Float32Array, step: number) => number | Promise<number>;
  readonly signal?: AbortSignal;
  readonly checkpoints?: { readonly store: CheckpointStore; /** Steps between two. */ readonly every: number };
  /** A network to start from; products and attributes are matched by id. */
  readonly earlier?: TrainedNetwork;
  readonly keepBatch?: (batch: DivergedBatch) => void | Promise<void>;
  /** Steps that one run makes in a loop inside the graph; default 1 on the CPU, 8 on CUDA. */
  readonly stepsPerRun?: number;
  /** Takes a line that says what a user may want to know. */
  readonly note?: (line: string) => void;
}
