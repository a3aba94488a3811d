/**
 * Three propagation layers as a multiple of gathering alone, on Gowalla with d = 64.
 *
 *   npm run bench -- propagation DIR [THREADS] [SLOTS…]   (DIR holds Gowalla’s train.txt.gz)
 *
 * Two bounds, both with the gathered rows left inside ONNX Runtime: the padded blocks' neighbours, filled in beforehand,
 * and all entries of the graph at once without padding. Layers pay for everything: filling, gathering, sums, placing
 * results (target: ≤ 1.9 × the blocks’ gathers); `encode` also for bringing rows into and out of the plan’s order, mixing the
 * layers that count and scaling rows. Variants take turns, and the best of all rounds counts, of wall time and of processor time.
 */
import { availableParallelism } from 'node:os';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { entryCount, type Csr } from '../../src/core/numerics/index.js';
import { fillBlock, planPropagation, type PropagationPlan } from '../../src/learning/propagation/index.js';
import { encode, untrainedKernels, type EncoderConfig } from '../../src/learning/propagation/index.js';
import { OnnxRuntime, type LayerKind } from '../../src/learning/onnx/index.js';
import { layerOperator } from '../../src/learning/propagation/index.js';
import { gatherInside } from '../onnx/operators.js';
import { gowalla } from './gowalla.js';

const dimension = 64;
const layers = 3;
const rounds = 15;

type Work = () => Promise<void>;

const [directory = '.', threads = String(availableParallelism()), ...slotChoices] = process.argv.slice(2);
for (const slots of slotChoices.length > 0 ? slotChoices.map(Number) : [16_384]) {
  await compare(directory, Number(threads), slots);
}

async function compare(directory: string, threads: number, slots: number): Promise<void> {
  const runtime = await OnnxRuntime.open({ provider: 'cpu', threads, blockSlots: slots });
  const graph = await gowalla(directory, false);
  const looped = await gowalla(directory, true);
  const states = Float32Array.from({ length: graph.rows * dimension }, (_, i) => Math.sin(i));
  const bounds = await gathers(graph, states, threads, slots);
  const work = new Map<string, Work>([
    ...bounds,
    ['lightgcn', propagation(runtime, graph, states, 'lightgcn')],
    ['gcn', propagation(runtime, looped, states, 'gcn')],
    ['attention', propagation(runtime, looped, states, 'attention')],
    ['encode, last layer', () => encodeOnce(runtime, graph, states, [0, 0, 0, 1])],
    ['encode, all layers', () => encodeOnce(runtime, graph, states, [1, 1, 1, 1])],
  ]);
  const best = await fastest(work);
  process.stdout.write(
    `Gowalla, ${graph.rows} nodes, ${entryCount(graph)} entries, ${threads} threads, ${slots} slots a block\n`,
  );
  for (const [name, time] of best) {
    const ratios = [...bounds.keys()].map((bound) => ratio(time, best.get(bound)));
    process.stdout.write(
      `  ${name.padEnd(20)} ${time.wall.toFixed(0).padStart(5)} ms, ${time.processor.toFixed(0).padStart(5)} ms of processors` +
        `  ${ratios.map((r, i) => `${r} × ${[...bounds.keys()][i]}`).join(', ')}\n`,
    );
  }
  await runtime.close();
}

async function gathers(graph: Csr, states: Float32Array, threads: number, slots: number): Promise<Map<string, Work>> {
  const open = (bytes: Uint8Array): Promise<InferenceSession> =>
    InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      enableMemPattern: false,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  const inside = await open(gatherInside().bytes);
  const h = new Tensor('float32', states, [graph.rows, dimension]);
  const plan = planPropagation(graph, slots);
  const blocks = filledBlocks(graph, plan);
  const unpadded = new Tensor('int32', graph.columns, [graph.columns.length, 1]);
  const times = async (once: Work): Promise<void> => {
    for (let layer = 0; layer < layers; layer++) await once();
  };
  return new Map<string, Work>([
    [
      'blocks',
      () =>
        times(async () => {
          for (const neighbours of blocks) await inside.run({ h, neighbours });
        }),
    ],
    [
      'unpadded',
      () =>
        times(async () => {
          await inside.run({ h, neighbours: unpadded });
        }),
    ],
  ]);
}

function filledBlocks(graph: Csr, plan: PropagationPlan): readonly Tensor[] {
  return plan.blocks.map((block) => {
    const neighbours = new Int32Array(block.rows * block.width);
    fillBlock(graph, plan, block, neighbours, new Float32Array(neighbours.length));
    return new Tensor('int32', neighbours, [block.rows, block.width]);
  });
}

function propagation(runtime: OnnxRuntime, graph: Csr, states: Float32Array, layer: LayerKind): Work {
  const config = encoder(layer);
  const kernels = untrainedKernels(config);
  const plan = planPropagation(graph, runtime.blockSlots);
  let current = states.slice();
  let next = new Float32Array(states.length);
  return async () => {
    // Anew each time: blocks are filled once for the three layers, and that is paid for here.
    const propagate = await layerOperator(runtime, graph, plan, config);
    for (let l = 0; l < layers; l++) {
      const h = new Tensor('float32', current, [graph.rows, dimension]);
      for (const block of plan.blocks) await propagate(h, kernels[l], block, next);
      [current, next] = [next, current];
    }
  };
}

async function encodeOnce(
  runtime: OnnxRuntime,
  graph: Csr,
  features: Float32Array,
  layerWeights: readonly number[],
): Promise<void> {
  await encode(runtime, graph, features, { ...encoder('lightgcn'), layerWeights });
}

function encoder(layer: LayerKind): EncoderConfig {
  return { layer, dimension, layerWeights: [1, 1, 1, 1], normaliseLayers: true, seed: 1 };
}

/** Best times in ms; the processors' time counts all threads. */
interface Best {
  wall: number;
  processor: number;
}

function ratio(time: Best, bound: Best = time): string {
  return `${(time.wall / bound.wall).toFixed(2)} (${(time.processor / bound.processor).toFixed(2)})`;
}

async function fastest(work: ReadonlyMap<string, Work>): Promise<Map<string, Best>> {
  const best = new Map([...work.keys()].map((name): [string, Best] => [name, { wall: Infinity, processor: Infinity }]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, time] of best) {
      const from = performance.now();
      const used = process.cpuUsage();
      await work.get(name)?.();
      const { user, system } = process.cpuUsage(used);
      time.wall = Math.min(time.wall, performance.now() - from);
      time.processor = Math.min(time.processor, (user + system) / 1000);
    }
  }
  return best;
}
