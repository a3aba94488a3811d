import { Tensor } from 'onnxruntime-node';
import { AlongsideError, noProgress, type ReportProgress } from '../../kernel/index.js';
import type { OnnxRuntime } from '../onnx-runtime.js';
import { encodeNetwork } from './encode-network.js';
import {
  copyParameters,
  initialParameters,
  namedParameters,
  type NetworkParameters,
  type TrainedNetwork,
} from './network-parameters.js';
import { QueryBatches } from './query-batches.js';
import { constantInputs, StepInputs } from './step-inputs.js';
import { checkTrainingConfig, type TrainingConfig } from './training-config.js';
import { checkTrainingData, type TrainingData } from './training-data.js';
import { trainingTargets } from './training-targets.js';

export interface TrainingHooks {
  readonly report?: ReportProgress;
  readonly onStep?: (step: number, loss: number) => void;
  readonly validate?: (embeddings: Float32Array, step: number) => number | Promise<number>;
  readonly signal?: AbortSignal;
  readonly earlier?: TrainedNetwork;
}

export async function trainNetwork(
  runtime: OnnxRuntime,
  data: TrainingData,
  config: TrainingConfig,
  hooks: TrainingHooks = {},
): Promise<TrainedNetwork> {
  checkTrainingConfig(config);
  checkTrainingData(data);
  const report = hooks.report ?? noProgress;
  const targets = trainingTargets(data, config);
  const batches = new QueryBatches(targets.queries, config.batchSize, config.seed);
  const session = await runtime.session(`train-${config.layer}-${config.depth}`);
  const inputs = new StepInputs(data, targets, config, batches.size);
  const constants = constantInputs(data, config);
  const network = (parameters: NetworkParameters): TrainedNetwork => ({
    config,
    productIds: data.productIds,
    attributeIds: data.attributes.ids,
    parameters,
  });
  const first = initialParameters(data, config, hooks.earlier);
  const sizes = { N: data.productIds.length, M: data.attributes.ids.length, d: config.dimension };
  const shapes: Record<string, readonly number[]> = {
    item_rows: [sizes.N, sizes.d],
    attribute_rows: [sizes.M, sizes.d],
    bias: [sizes.N, 1],
    log_scale: [1],
    category_weight: [1],
  };
  const names = namedParameters(first).map(([name]) => name);
  const make = (parameters: NetworkParameters): Record<string, Tensor> => {
    const state: Record<string, Tensor> = {};
    for (const [name, values] of namedParameters(parameters)) {
      const shape = shapes[name] ?? [sizes.d, sizes.d];
      state[name] = new Tensor('float32', values, shape);
      state[`${name}_m`] = new Tensor('float32', new Float32Array(values.length), shape);
      state[`${name}_v`] = new Tensor('float32', new Float32Array(values.length), shape);
    }
    return state;
  };
  let current = make(first);
  let next = make(copyParameters(first));
  let currentParameters = first;
  let nextParameters: NetworkParameters = first;
  const parametersOf = (state: Record<string, Tensor>): NetworkParameters => {
    const of = (name: string): Float32Array => state[name].data as Float32Array;
    return {
      itemRows: of('item_rows'),
      attributeRows: of('attribute_rows'),
      bias: of('bias'),
      logScale: of('log_scale'),
      categoryWeight: of('category_weight'),
      kernels: names.filter((name) => name.startsWith('kernel')).map(of),
    };
  };
  void nextParameters;
  let best: { value: number; parameters: NetworkParameters } | undefined;
  let since = 0;
  for (let step = 0; step < config.steps; step++) {
    hooks.signal?.throwIfAborted();
    inputs.fill(step, batches.of(step));
    const fetches: Record<string, Tensor | null> = { loss: null };
    for (const [name, tensor] of Object.entries(next)) fetches[`${name}_next`] = tensor;
    const results = await session.run({ ...current, ...constants, ...inputs.feeds }, fetches as Record<string, Tensor>);
    const loss = Number(results.loss.data[0]);
    if (!Number.isFinite(loss)) throw new AlongsideError('training-diverged', `Loss ${loss} at step ${step}.`);
    [current, next] = [next, current];
    hooks.onStep?.(step, loss);
    report({ step: 'training', done: step + 1, total: config.steps, unit: 'steps' });
    if (hooks.validate !== undefined && config.validateEvery > 0 && (step + 1) % config.validateEvery === 0) {
      currentParameters = parametersOf(current);
      const value = await hooks.validate(await encodeNetwork(runtime, network(currentParameters), data), step + 1);
      if (best === undefined || value > best.value) {
        best = { value, parameters: copyParameters(currentParameters) };
        since = 0;
      } else if (++since >= config.patience) break;
    }
  }
  return network(best?.parameters ?? parametersOf(current));
}
