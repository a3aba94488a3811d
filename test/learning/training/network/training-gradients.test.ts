import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { packageRoot } from '../../../../src/core/index.js';
import { OnnxRuntime, TRAINING_DEPTHS, type LayerKind } from '../../../../src/learning/onnx/index.js';
import { runs } from '../../../support/proof.js';
import { namedParameters, type StepInputs, type TrainingConfig } from '../../../../src/learning/training/index.js';
import { numbers } from '../../propagation/naive-propagation.js';
import { gradientExample, gradientsOf } from './gradient-example.js';
import { naiveLoss, naiveParameters, type NaiveStep } from './naive-network.js';

type Fixture = Record<LayerKind, { readonly loss: number; readonly gradients: Record<string, readonly number[]> }>;

/** Places of each parameter whose gradient is compared. */
const PLACES = runs(6, 3);

const layers = ['lightgcn', 'gcn', 'attention'] as const;

describe('gradients of the training graphs', () => {
  let runtime: OnnxRuntime;
  before(async () => {
    runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
  });
  after(() => runtime.close());

  for (const layer of layers) {
    it(`are those of PyTorch in float64, to the last digits of a float32: ${layer}`, async () => {
      const path = join(packageRoot, 'test', 'learning', 'training', 'network', 'gradients.json');
      expect(existsSync(path)).to.be.true;
      const expected = (JSON.parse(readFileSync(path, 'utf8')) as Fixture)[layer];
      const found = await gradientsOf(runtime, gradientExample({ layer, depth: 2 }, 40));
      expect(found.loss).to.be.closeTo(expected.loss, 1e-5);
      for (const [name, values] of Object.entries(expected.gradients)) {
        const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        found.of(name).forEach((gradient, place) => {
          expect(gradient, `${name}[${place}]`).to.be.closeTo(values[place], 5e-6 * largest);
        });
      }
    });

    for (const depth of TRAINING_DEPTHS) {
      it(`agree with float64 finite differences: ${layer}, ${depth} layers, a hub in pieces`, async function () {
        this.timeout(120_000);
        await compare(runtime, { layer, depth });
      });
    }

    it(`agree with float64 finite differences: ${layer}, sampled candidates, lengths not normalised`, async () => {
      await compare(runtime, { layer, depth: 2, candidates: 60, rowNormalisation: 0, scale: 2 });
    });
  }
});

/** Compares the gradients at some places of each parameter. */
async function compare(runtime: OnnxRuntime, changes: Partial<TrainingConfig>): Promise<void> {
  const example = gradientExample(changes, 265);
  const { data, config, parameters, inputs } = example;
  const naive = naiveParameters(parameters);
  const found = await gradientsOf(runtime, example);
  const step = stepOf(inputs);
  const expected = naiveLoss(data, config, naive, step);
  expect(found.loss).to.be.closeTo(expected, 2e-5 * Math.abs(expected));

  const next = numbers(5);
  for (const [name, values] of Object.entries(namedParameters(parameters))) {
    const gradients = found.of(name);
    for (let sample = 0; sample < PLACES; sample++) {
      const place = name === 'item_rows' && sample < 2 ? sample : Math.floor(next() * values.length);
      const at = (change: number): number => {
        const moved = { ...naive, [name]: naive[name].map((x, i) => (i === place ? x + change : x)) };
        return naiveLoss(data, config, moved, step);
      };
      const difference = (at(1e-5) - at(-1e-5)) / 2e-5;
      expect(gradients[place], `${name}[${place}]`).to.be.closeTo(difference, 2e-6 + 2e-4 * Math.abs(difference));
    }
  }
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
