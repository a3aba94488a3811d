import { expect } from 'chai';
import { encodeNetwork, trainNetwork, type TrainingConfig } from '../../../../src/learning/training/index.js';
import { OnnxRuntime } from '../../../../src/learning/onnx/index.js';
import { plantedRecall, plantedShop } from './planted-shop.js';
import { smallConfig } from './training-shop.js';

describe('a trained network in a shop with planted complements', () => {
  const shop = plantedShop(40, 40, 3);
  const together = (x: number, y: number): boolean => (x % 6) + (y % 6) !== 1;
  const config: TrainingConfig = { ...smallConfig, dimension: 32, batchSize: 128, learningRate: 0.02, steps: 60 };
  let runtime: OnnxRuntime;
  before(async () => {
    runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
  });
  after(() => runtime.close());

  const recallAfter = async (steps: number, wanted: (x: number, y: number) => boolean): Promise<number> => {
    const network = await trainNetwork(runtime, shop.data, { ...config, steps });
    return plantedRecall(shop, await encodeNetwork(runtime, network, shop.data), config.dimension, wanted);
  };

  it('finds 9 of 10 pairs that are bought together', async () => {
    expect(await recallAfter(config.steps, together)).to.be.at.least(0.9);
  });

  it('finds 6 of 10 pairs that were never bought together but share neighbours', async () => {
    expect(await recallAfter(config.steps, (x, y) => !together(x, y))).to.be.at.least(0.6);
  });

  it('finds more than without training', async () => {
    const all = (): boolean => true;
    expect(await recallAfter(config.steps, all)).to.be.above(await recallAfter(0, all));
  });
});
