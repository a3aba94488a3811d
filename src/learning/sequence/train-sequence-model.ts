import { AlongsideError, type ReportProgress } from '../../core/index.js';
import type { OnnxRuntime } from '../onnx/index.js';
import { CandidateSampler } from './candidate-sampler.js';
import { Epochs } from './epochs.js';
import { OptimisationStep } from './optimisation-step.js';
import { sequenceLongest, type ProductSequences } from './product-sequences.js';
import { SequenceBatch } from './sequence-batch.js';
import { checkSequenceConfig, type SequenceConfig } from './sequence-config.js';
import { sequenceExamples } from './sequence-examples.js';
import { untrainedSequenceModel, type SequenceModel } from './sequence-model.js';

export interface SequenceTrainingData {
  /** What each user took, the oldest first. */
  readonly sequences: ProductSequences;
  /** [products, dimension], rows of length 1; not changed by training. */
  readonly embeddings: Float32Array;
  readonly dimension: number;
  /** Category line of each product, -1 for none: targets are of another category group than the latest product. */
  readonly categoryGroupOf: Int32Array;
  /** 1 for each product that may be recommended. */
  readonly eligible: Uint8Array;
}

export interface SequenceTrainingHooks {
  /** How good a model is, on data that it was not trained on; higher is better. */
  readonly validate: (model: SequenceModel) => Promise<number>;
  readonly progress: ReportProgress;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains a bidirectional LSTM (Graves and Schmidhuber, 2005) to point from a user's latest products at the product of another
 * category that comes next: cross entropy of a softmax over sampled candidates, by Adam.
 *
 * Returns the model of the best validation; the untrained one, which is the mean of the recent products, takes part. The
 * same data, configuration and seed give the same bits on any number of threads. Throws `training-diverged` where the loss
 * stops being a number.
 */
export async function trainSequenceModel(
  runtime: OnnxRuntime,
  data: SequenceTrainingData,
  config: SequenceConfig,
  { validate, progress, signal }: SequenceTrainingHooks,
): Promise<SequenceModel> {
  checkSequenceConfig(config);
  const untrained = untrainedSequenceModel(data.dimension, config.recency, config.seed);
  const examples = sequenceExamples(data.sequences, data.categoryGroupOf, data.eligible, config.ahead, sequenceLongest);
  if (examples.to.length === 0) return untrained;
  const { sampler, popularity } = popularityOf(data, examples.targets);
  const sources = { ...data, products: data.sequences.products, examples, popularity };
  const batch = new SequenceBatch(sources, config, sampler);
  const step = new OptimisationStep(await runtime.session('train-sequence'), untrained, config);

  const order = new Epochs(examples.to.length, config.seed);
  const chosen = new Int32Array(config.batch);
  let best = { model: untrained, value: await validate(untrained) };
  let stale = 0;
  for (let n = 1; n <= config.steps; n++) {
    signal?.throwIfAborted();
    batch.fill(order.next(chosen), n);
    const loss = await step.run(batch.feeds);
    if (!Number.isFinite(loss)) {
      throw new AlongsideError(
        'training-diverged',
        `The sequence model's loss was ${loss} at step ${n}. Train with a smaller learning rate.`,
        { step: n },
      );
    }
    progress({ step: 'training on sequences', done: n, total: config.steps, unit: 'steps' });
    if (n % config.validateEvery !== 0 && n !== config.steps) continue;
    const model = step.model();
    const value = await validate(model);
    stale = value > best.value ? 0 : stale + 1;
    if (value > best.value) best = { model, value };
    if (stale >= config.patience) break;
  }
  return best.model;
}

function popularityOf(
  { embeddings, dimension, eligible }: SequenceTrainingData,
  targets: Int32Array,
): { readonly sampler: CandidateSampler; readonly popularity: Float32Array } {
  const counts = new Float64Array(embeddings.length / dimension);
  for (const target of targets) counts[target]++;
  return { sampler: new CandidateSampler(counts, eligible), popularity: Float32Array.from(counts, Math.log1p) };
}
