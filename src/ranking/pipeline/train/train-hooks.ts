import type { CheckpointStore, DivergedBatch } from '../../../learning/training/index.js';
import type { EngineHooks } from '../engine-hooks.js';

/** What a caller may give to a training. */
export interface TrainHooks extends EngineHooks {
  /** Ends the training; a checkpoint is written first. */
  readonly signal?: AbortSignal;
  /** Milliseconds from any moment, for the time left. */
  readonly clock?: () => number;
  readonly checkpoints?: CheckpointStore;
  /** Takes the batch in which numbers ceased to be finite. */
  readonly keepBatch?: (batch: DivergedBatch) => void | Promise<void>;
}
