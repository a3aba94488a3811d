import { Tensor } from 'onnxruntime-node';
import type { OnnxRuntime } from '../../../../src/learning/onnx/index.js';
import {
  AdamInputs,
  AdamState,
  NetworkInputs,
  ShuffledBatches,
  constantInputs,
  initialParameters,
  shapedParameters,
  trainingTargets,
  type NetworkParameters,
  type TrainingConfig,
  type TrainingData,
} from '../../../../src/learning/training/index.js';
import { numbers } from '../../propagation/naive-propagation.js';
import { randomShop, smallConfig } from './training-shop.js';

/** All that a step of training reads. */
export interface GradientExample {
  readonly data: TrainingData;
  readonly config: TrainingConfig;
  readonly parameters: NetworkParameters;
  readonly inputs: NetworkInputs;
}

/** A step in the middle of training a small shop of random evidence; with more than 257 products one is cut as a hub. */
export function gradientExample(changes: Partial<TrainingConfig>, products: number): GradientExample {
  const config = { ...smallConfig, ...changes };
  const data = randomShop(products, 6, 2 * products, 3, config.layer);
  const targets = trainingTargets(data, config);
  const batches = new ShuffledBatches(targets.queries, { size: config.batchSize, seed: config.seed, epochs: 'apart' });
  const inputs = new NetworkInputs(data, targets, config, batches.size);
  inputs.fill(3, batches.of(3));
  // Biases of zero would hide mistakes.
  const next = numbers(11);
  const parameters = initialParameters(data, config);
  return { data, config, inputs, parameters: { ...parameters, bias: parameters.bias.map(() => next() - 0.5) } };
}

/** The loss of the example's step and the gradients, which the first moments of Adam show after one step from zero. */
export async function gradientsOf(
  runtime: OnnxRuntime,
  { data, config, parameters, inputs }: GradientExample,
): Promise<{ readonly loss: number; readonly of: (parameter: string) => Float32Array }> {
  const state = new AdamState(shapedParameters(parameters, config.dimension));
  const adam = new AdamInputs(config);
  adam.fill(3);
  const session = await runtime.session(`train-${config.layer}-${config.depth}`);
  const loss = new Tensor('float32', new Float32Array(1), [1, 1]);
  const feeds = { ...state.inputs, ...constantInputs(data, config), ...inputs.feeds, ...adam.feeds };
  await session.run(feeds, { ...state.outputs, loss });
  return {
    loss: loss.data[0],
    of: (parameter) => (state.outputs[`${parameter}_m_next`].data as Float32Array).map((moment) => moment / 0.1),
  };
}
