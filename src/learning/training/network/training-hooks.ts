import type { CheckpointStore } from '../checkpoint.js';
import type { TrainerHooks } from '../training-task.js';
import type { TrainedNetwork } from './network-parameters.js';

/** The step in which numbers ceased to be finite, kept for inspection. */
export interface DivergedBatch {
  readonly step: number;
  readonly loss: number;
  /** Ids of the step's query products. */
  readonly queries: readonly string[];
}

/** What a caller may give to a training of the item network. */
export interface TrainingHooks extends Pick<TrainerHooks<TrainedNetwork>, 'progress' | 'clock' | 'signal' | 'note'> {
  /** How good embeddings [products, dimension] are, larger is better; asked every `validateEvery` steps; they are emptied afterwards. */
  readonly validate?: (embeddings: Float32Array, step: number) => number | Promise<number>;
  readonly checkpoints?: { readonly store: CheckpointStore; /** Steps between two. */ readonly every: number };
  /** A network to start from; products and attributes are matched by id. */
  readonly earlier?: TrainedNetwork;
  readonly keepBatch?: (batch: DivergedBatch) => void | Promise<void>;
  /** Steps that one run makes in a loop inside the graph; default 1 on the CPU, 8 on CUDA. */
  readonly stepsPerRun?: number;
}
