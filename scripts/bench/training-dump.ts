import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tensor } from 'onnxruntime-node';
import type { Csr } from '../../src/core/numerics/index.js';
import {
  constantInputs,
  shapedParameters,
  type NetworkParameters,
  type StepInputs,
  type TrainingConfig,
  type TrainingData,
} from '../../src/learning/training/index.js';

interface Dumped {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly number[];
  readonly numbers: Float32Array | Int32Array | Uint8Array;
}

/** Writes all that one training step reads into `folder`, as `torch_training_step.py` takes it. */
export async function dumpStep(
  folder: string,
  data: TrainingData,
  config: TrainingConfig,
  parameters: NetworkParameters,
  { feeds }: StepInputs,
): Promise<void> {
  const shaped = shapedParameters(parameters, config.dimension);
  const constants = constantInputs(data, config);
  const tensors: Dumped[] = [
    ...shaped.map(({ name, shape, values }) => ({ name, type: 'float32', shape, numbers: values })),
    ...['lift', 'blocked', 'row_normalisation', 'dropout_scale'].map((name) => dumped(name, constants[name])),
    ...Object.entries(feeds).map(([name, tensor]) => dumped(name, tensor)),
    ...sparse('graph', data.graph),
    ...sparse('attribute', data.attributes.entries),
  ];
  await mkdir(folder, { recursive: true });
  for (const { name, numbers } of tensors) await writeFile(join(folder, `${name}.bin`), numbers);
  const { layer, depth, learningRate } = config;
  const step = {
    layer,
    depth,
    learningRate,
    parameters: shaped.map(({ name }) => name),
    products: data.productIds.length,
    attributes: data.attributes.ids.length,
    tensors: tensors.map(({ name, type, shape }) => ({ name, type, shape })),
  };
  await writeFile(join(folder, 'step.json'), JSON.stringify(step));
}

function dumped(name: string, { type, dims, data }: Tensor): Dumped {
  return { name, type, shape: dims, numbers: data as Float32Array };
}

function sparse(name: string, { offsets, columns, values }: Csr): readonly Dumped[] {
  const array = (part: string, type: string, numbers: Dumped['numbers']): Dumped => ({
    name: `${name}_${part}`,
    type,
    shape: [numbers.length],
    numbers,
  });
  return [
    array('offsets', 'int32', Int32Array.from(offsets)),
    array('columns', 'int32', columns),
    array('values', 'float32', values),
  ];
}
