/**
 * One training step on ONNX Runtime as a multiple of the same step in PyTorch on the CPU.
 *
 *   npm run bench -- training DIR PYTHON [LAYER] [DEPTH] [THREADS]   (DIR holds a shop's canonical files; PYTHON has torch)
 *
 * Both compute forward, backward and Adam for the same batch, from the same numbers; filling a step's inputs counts for
 * ONNX Runtime. They take turns, and the fastest step of all rounds counts, of wall time and of processor time
 * (target: ≤ 1.5 ×). The losses of the first steps are shown side by side.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/core/index.js';
import { OnnxRuntime, type LayerKind, type TrainingDepth } from '../../src/learning/onnx/index.js';
import {
  AdamState,
  NetworkInputs,
  ShuffledBatches,
  constantInputs,
  defaultTrainingConfig,
  initialParameters,
  shapedParameters,
  stepRunner,
  trainingTargets,
} from '../../src/learning/training/index.js';
import { dumpStep } from './training-dump.js';
import { trainingShop } from './training-shop.js';

const rounds = 3;
const steps = 5;

interface TorchTimes {
  readonly torch: string;
  readonly times: readonly (readonly [number, number])[];
  readonly losses: readonly number[];
}

const [directory = '.', python = 'python3', layer = 'lightgcn', depth = '2', threads = '1'] = process.argv.slice(2);
const config = {
  ...defaultTrainingConfig,
  layer: layer as LayerKind,
  depth: Number(depth) as TrainingDepth,
  weightDecay: 0,
};
const data = await trainingShop(directory, config.layer);
const targets = trainingTargets(data, config);
const batches = new ShuffledBatches(targets.queries, { size: config.batchSize, seed: config.seed, epochs: 'apart' });
const inputs = new NetworkInputs(data, targets, config, batches.size);
const first = batches.of(0).slice();
inputs.fill(0, first);
const folder = await mkdtemp(join(tmpdir(), 'alongside-training-'));
const runtime = await OnnxRuntime.open({ provider: 'cpu', threads: Number(threads) });
try {
  await dumpStep(folder, data, config, initialParameters(data, config), inputs);
  const state = new AdamState(shapedParameters(initialParameters(data, config), config.dimension));
  // The same batch and masks at every step, but Adam's correction of each step, as in PyTorch.
  const sources = {
    graph: `train-${config.layer}-${config.depth}`,
    constants: constantInputs(data, config),
    inputs: {
      feeds: inputs.feeds,
      fill: (_: number, batch: Int32Array): void => {
        inputs.fill(0, batch);
      },
    },
    batches: { of: () => first },
    stepsPerRun: 1,
  } as const;
  const run = await stepRunner(runtime, state, sources, config);
  const best = { onnx: [Infinity, Infinity], torch: [Infinity, Infinity] };
  const losses: { onnx: readonly number[]; torch: readonly number[] } = { onnx: [], torch: [] };
  let version = '';
  for (let round = 0; round < rounds; round++) {
    for (let step = 0; step < steps; step++) {
      const [wall, cpu] = [performance.now(), process.cpuUsage()];
      const [loss] = await run(round * steps + step, 1);
      const used = process.cpuUsage(cpu);
      best.onnx = fastest(best.onnx, [performance.now() - wall, (used.user + used.system) / 1000]);
      if (round === 0) losses.onnx = [...losses.onnx, loss];
    }
    const script = join(packageRoot, 'scripts', 'bench', 'torch_training_step.py');
    const text = execFileSync(python, [script, folder, 'time', threads, String(steps)], { encoding: 'utf8' });
    const torch = JSON.parse(text) as TorchTimes;
    version = torch.torch;
    losses.torch = torch.losses;
    for (const time of torch.times) best.torch = fastest(best.torch, time);
  }
  const ratio = best.onnx.map((time, i) => (time / best.torch[i]).toFixed(2));
  const times = (pair: readonly number[]): string => `${pair[0].toFixed(0)} ms, ${pair[1].toFixed(0)} ms of processors`;
  process.stdout.write(
    `${data.productIds.length} products, batch ${first.length}, ${config.depth} ${config.layer} layers, d = ${config.dimension}, ${threads} threads\n` +
      `  ONNX Runtime   ${times(best.onnx)}\n  PyTorch ${version}   ${times(best.torch)}\n` +
      `  ratio ${ratio[0]} (processors ${ratio[1]})\n` +
      `  losses ${losses.onnx.map((loss) => loss.toFixed(4)).join(' ')}\n    torch ${losses.torch.map((loss) => loss.toFixed(4)).join(' ')}\n`,
  );
} finally {
  await runtime.close();
  await rm(folder, { recursive: true });
}

function fastest(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => Math.min(value, b[i]));
}
