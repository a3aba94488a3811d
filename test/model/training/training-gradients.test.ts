import { expect } from 'chai';
import { Tensor } from 'onnxruntime-node';
import { OnnxRuntime, TRAINING_DEPTHS, type LayerKind, type TrainingConfig } from '../../../src/model/index.js';
import { initialParameters, namedParameters } from '../../../src/model/training/network-parameters.js';
import { OptimiserState } from '../../../src/model/training/optimiser-state.js';
import { QueryBatches } from '../../../src/model/training/query-batches.js';
import { constantInputs, StepInputs } from '../../../src/model/training/step-inputs.js';
import { trainingTargets } from '../../../src/model/training/training-targets.js';
import { numbers } from '../naive-propagation.js';
import { naiveLoss, naiveParameters, type NaiveStep } from './naive-network.js';
import { randomShop, smallConfig } from './training-shop.js';

describe('gradients of the training graphs', () => {
  let runtime: OnnxRuntime;
  before(async () => {
    runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
  });
  after(() => runtime.close());

  for (const layer of ['lightgcn', 'gcn', 'attention'] as const) {
    for (const depth of TRAINING_DEPTHS) {
      it(`agree with float64 finite differences: ${layer}, ${depth} layers`, async function () {
        this.timeout(60_000);
        await compare(runtime, layer, { ...smallConfig, layer, depth });
      });
    }
    it(`agree with float64 finite differences: ${layer}, sampled candidates, lengths not normalised`, async () => {
      const changes = { candidates: 60, rowNormalisation: 0, scale: 2 };
      await compare(runtime, layer, { ...smallConfig, layer, depth: 2, ...changes });
    });
  }
});

/** Compares the gradients, which the first moments show after one step, at some places of each parameter. */
async function compare(runtime: OnnxRuntime, layer: LayerKind, config: TrainingConfig): Promise<void> {
  // More than 256 products, so that the first is a hub that is cut into pieces.
  const data = randomShop(265, 6, 400, 3, layer);
  const parameters = jittered(initialParameters(data, config));
  const targets = trainingTargets(data, config);
  const batches = new QueryBatches(targets.queries, config.batchSize, config.seed);
  const inputs = new StepInputs(data, targets, config, batches.size);
  inputs.fill(3, batches.of(3));
  const state = new OptimiserState(parameters, config.dimension);
  const session = await runtime.session(`train-${layer}-${config.depth}`);
  const loss = new Tensor('float32', new Float32Array(1), [1, 1]);
  const naive = naiveParameters(parameters);
  await session.run({ ...state.inputs, ...constantInputs(data, config), ...inputs.feeds }, { ...state.outputs, loss });

  const step = stepOf(inputs);
  const expected = naiveLoss(data, config, naive, step);
  expect(loss.data[0]).to.be.closeTo(expected, 2e-5 * Math.abs(expected));

  const next = numbers(5);
  for (const [name, values] of namedParameters(parameters)) {
    const moments = state.outputs[`${name}_m_next`].data as Float32Array;
    for (let sample = 0; sample < 6; sample++) {
      const place = name === 'item_rows' && sample < 2 ? sample : Math.floor(next() * values.length);
      const at = (change: number): number => {
        const moved = { ...naive, [name]: naive[name].map((x, i) => (i === place ? x + change : x)) };
        return naiveLoss(data, config, moved, step);
      };
      const difference = (at(1e-5) - at(-1e-5)) / 2e-5;
      const gradient = moments[place] / 0.1;
      expect(gradient, `${name}[${place}]`).to.be.closeTo(difference, 2e-6 + 2e-4 * Math.abs(difference));
    }
  }
}

/** Biases of zero would hide mistakes. */
function jittered(parameters: ReturnType<typeof initialParameters>): ReturnType<typeof initialParameters> {
  const next = numbers(11);
  return { ...parameters, bias: parameters.bias.map(() => next() - 0.5) };
}

function stepOf({ feeds }: StepInputs): NaiveStep {
  const of = (name: string): ArrayLike<number> => feeds[name].data as Float32Array;
  return {
    keepOwn: of('keep_own'),
    keepGraph: of('keep_graph'),
    dropout: of('dropout'),
    batch: of('batch'),
    candidates: of('candidates'),
    corrections: of('correction'),
    targets: of('targets'),
  };
}
