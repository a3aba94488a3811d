import { discard } from '../../../core/index.js';
import type { OnnxRuntime } from '../../onnx/index.js';
import type { ParameterValues } from '../adam-state.js';
import { ShuffledBatches } from '../shuffled-batches.js';
import { train } from '../trainer.js';
import type { StepSources, TrainerHooks } from '../training-task.js';
import { holdsWholeTables } from './category-tables.js';
import { constantInputs } from './constant-inputs.js';
import { encodeNetwork } from './encode-network.js';
import { NetworkInputs } from './network-inputs.js';
import {
  initialParameters,
  networkParameters,
  shapedParameters,
  type NetworkParameters,
  type TrainedNetwork,
} from './network-parameters.js';
import { checkTrainingConfig, type TrainingConfig } from './training-config.js';
import { checkTrainingData, type TrainingData } from './training-data.js';
import { trainingFingerprint } from './training-fingerprint.js';
import type { TrainingHooks } from './training-hooks.js';
import { trainingTargets, type TrainingTargets } from './training-targets.js';

const defaultStepsPerRun = { cpu: 1, cuda: 8 } as const;

/**
 * Trains an item network: the cross entropy of each query product's evidence with products of other category groups. The
 * same data, configuration and earlier network give the same bytes. For how it ends and what it throws see `train`.
 */
export async function trainNetwork(
  runtime: OnnxRuntime,
  data: TrainingData,
  config: TrainingConfig,
  hooks: TrainingHooks = {},
): Promise<TrainedNetwork> {
  checkTrainingConfig(config);
  checkTrainingData(data);
  const first = initialParameters(data, config, hooks.earlier);
  const targets = trainingTargets(data, config);
  const trained = (parameters: NetworkParameters): TrainedNetwork => ({
    config,
    productIds: data.productIds,
    attributeIds: data.attributes.ids,
    parameters,
  });
  if (targets.queries.length === 0) {
    hooks.note?.('No product was seen together with one of another category: there is nothing to train on.');
    return trained(first);
  }
  const task = {
    ...networkSteps(runtime, data, config, targets, stepsPerRun(runtime, data, hooks)),
    parameters: shapedParameters(first, config.dimension),
    model: (values: ParameterValues) => trained(networkParameters(values)),
    validatesFirst: false,
  };
  return train(runtime, task, config, trainerHooks(runtime, data, config, first, hooks));
}

/** One where each step has tables of its own categories: in a loop they would be held for all of its steps. */
function stepsPerRun({ provider }: OnnxRuntime, data: TrainingData, hooks: TrainingHooks): number {
  return holdsWholeTables(data) ? (hooks.stepsPerRun ?? defaultStepsPerRun[provider]) : 1;
}

function networkSteps(
  { blockSlots }: OnnxRuntime,
  data: TrainingData,
  config: TrainingConfig,
  targets: TrainingTargets,
  perRun: number,
): StepSources {
  const { layer, depth, batchSize: size, seed } = config;
  const batches = new ShuffledBatches(targets.queries, { size, seed, epochs: 'apart' });
  return {
    graph: `train-${layer}-${depth}${perRun === 1 ? '' : '-loop'}`,
    constants: constantInputs(data, config, blockSlots),
    inputs: new NetworkInputs(data, targets, config, batches.size),
    batches,
    stepsPerRun: perRun,
  };
}

function trainerHooks(
  runtime: OnnxRuntime,
  data: TrainingData,
  config: TrainingConfig,
  first: NetworkParameters,
  hooks: TrainingHooks,
): TrainerHooks<TrainedNetwork> {
  const { validate, checkpoints, keepBatch } = hooks;
  const graphHash = runtime.sha256(`train-${config.layer}-${config.depth}`);
  return {
    ...hooks,
    validate:
      validate &&
      (async (network, step) => {
        const embeddings = await encodeNetwork(runtime, network, data);
        const value = await validate(embeddings, step);
        discard([embeddings]);
        return value;
      }),
    checkpoints: checkpoints && {
      ...checkpoints,
      fingerprint: trainingFingerprint(config, data, first, graphHash),
    },
    keepBatch: async ({ step, loss, batch }) => {
      const queries = Array.from(batch, (product) => data.productIds[product]);
      await keepBatch?.({ step, loss, queries });
      return { queries: queries.slice(0, 10) };
    },
  };
}
