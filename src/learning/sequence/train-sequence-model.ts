import type { ReportProgress } from '../../core/index.js';
import { tensorOf, type OnnxRuntime } from '../onnx/index.js';
import { RejectionSampler, ShuffledBatches, train, type StepSources, type TrainingTask } from '../training/index.js';
import { sequenceLongest, type ProductSequences } from './product-sequences.js';
import { SequenceBatch } from './sequence-batch.js';
import { checkSequenceConfig, type SequenceConfig } from './sequence-config.js';
import { sequenceExamples, type SequenceExamples } from './sequence-examples.js';
import { sequenceTensors, sequenceTensorShape, untrainedSequenceModel, type SequenceModel } from './sequence-model.js';

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
 * category that comes next: cross entropy of a softmax over sampled candidates.
 *
 * Returns the model of the best validation; the untrained one, which is the mean of the recent products, takes part. The
 * same data, configuration and seed give the same bits. For how it ends and what it throws see `train`.
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
  const task: TrainingTask<SequenceModel> = {
    ...sequenceSteps(data, examples, config),
    parameters: sequenceTensors.map((name) => ({
      name,
      values: untrained.tensors[name],
      shape: sequenceTensorShape(name, data.dimension),
    })),
    model: (values) => ({ ...untrained, tensors: values }),
    validatesFirst: true,
  };
  return train(runtime, task, config, {
    validate,
    progress: ({ step, steps }) => {
      progress({ step: 'training on sequences', done: step, total: steps, unit: 'steps' });
    },
    signal,
  });
}

function sequenceSteps(data: SequenceTrainingData, examples: SequenceExamples, config: SequenceConfig): StepSources {
  const { embeddings, dimension, eligible } = data;
  const products = embeddings.length / dimension;
  const counts = new Float64Array(products);
  for (const target of examples.targets) counts[target]++;
  const sources = {
    ...data,
    products: data.sequences.products,
    examples,
    popularity: Float32Array.from(counts, Math.log1p),
  };
  const sampler = new RejectionSampler(counts, eligible, config.candidates, config.seed);
  const order = Int32Array.from(examples.to.keys());
  return {
    graph: 'train-sequence',
    constants: { embeddings: tensorOf(embeddings, [products, dimension]) },
    inputs: new SequenceBatch(sources, config, sampler),
    batches: new ShuffledBatches(order, { size: config.batch, seed: config.seed, epochs: 'joined' }),
    stepsPerRun: 1,
  };
}
