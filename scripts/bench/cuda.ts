/**
 * The same work on the CPU and on CUDA: how far the results are apart, and how much faster CUDA is.
 *
 *   npm run bench -- cuda [DIR] [STEPS]   (DIR holds a shop's canonical files; without it, the sample shop)
 *
 * For each layer kind: training from the same start, one step a run on the CPU and eight in a loop inside the graph on
 * CUDA, and the encoding of the CPU's network on both. The second of two runs is timed: the first one loads kernels.
 * Ends with code 1 where CUDA cannot be used or results differ by more than float32 rounding explains.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  defaultTrainingConfig,
  encodeNetwork,
  trainNetwork,
  type TrainedNetwork,
  type TrainingData,
} from '../../src/learning/training/index.js';
import { OnnxRuntime, type LayerKind } from '../../src/learning/onnx/index.js';
import { generateSampleShop, writeSampleShop } from '../../src/shop/sample/index.js';
import { trainingShop } from './training-shop.js';

/** Largest difference of a coordinate of a unit vector that counts as the same. */
const tolerance = 1e-4;

interface Timed<T> {
  readonly result: T;
  readonly seconds: number;
}

const [, , directory, steps = '40'] = process.argv as readonly (string | undefined)[];
const folder = directory ?? (await mkdtemp(join(tmpdir(), 'alongside-cuda-')));
const cpu = await OnnxRuntime.open({ provider: 'cpu' });
try {
  if (directory === undefined) await writeSampleShop(generateSampleShop(), folder);
  const cuda = await OnnxRuntime.open({ provider: 'cuda' });
  for (const layer of ['lightgcn', 'gcn', 'attention'] as const) await compare(cuda, layer);
  await cuda.close();
} finally {
  await cpu.close();
  if (directory === undefined) await rm(folder, { recursive: true });
}

async function compare(cuda: OnnxRuntime, layer: LayerKind): Promise<void> {
  const data = await trainingShop(folder, layer);
  const trained = {
    cpu: await secondOf(() => train(cpu, data, layer)),
    cuda: await secondOf(() => train(cuda, data, layer)),
  };
  const network = trained.cpu.result.network;
  const encoded = {
    cpu: await secondOf(() => encodeNetwork(cpu, network, data)),
    cuda: await secondOf(() => encodeNetwork(cuda, network, data)),
  };
  const difference = {
    loss: largest(trained.cpu.result.losses, trained.cuda.result.losses),
    embeddings: largest(encoded.cpu.result, encoded.cuda.result),
  };
  if (difference.embeddings > tolerance) process.exitCode = 1;
  const times = (of: { readonly cpu: Timed<unknown>; readonly cuda: Timed<unknown> }): string =>
    `CPU ${of.cpu.seconds.toFixed(2)} s, CUDA ${of.cuda.seconds.toFixed(2)} s (${(of.cpu.seconds / of.cuda.seconds).toFixed(1)} ×)`;
  process.stdout.write(
    [
      `${layer}, ${data.productIds.length} products`,
      `  ${steps} training steps  ${times(trained)}; losses differ by at most ${difference.loss.toExponential(1)}`,
      `  encoding           ${times(encoded)}; coordinates differ by at most ${difference.embeddings.toExponential(1)}`,
      '',
    ].join('\n'),
  );
}

async function train(
  runtime: OnnxRuntime,
  data: TrainingData,
  layer: LayerKind,
): Promise<{ readonly network: TrainedNetwork; readonly losses: readonly number[] }> {
  const losses: number[] = [];
  const config = { ...defaultTrainingConfig, layer, steps: Number(steps), validateEvery: 8 };
  const network = await trainNetwork(runtime, data, config, {
    progress: ({ step, loss }) => {
      if (step % 8 === 0) losses.push(loss);
    },
  });
  return { network, losses };
}

async function secondOf<T>(work: () => Promise<T>): Promise<Timed<T>> {
  await work();
  const started = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - started) / 1000 };
}

function largest(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let most = left.length === right.length ? 0 : Infinity;
  for (let i = 0; i < left.length; i++) most = Math.max(most, Math.abs(left[i] - right[i]));
  return most;
}
