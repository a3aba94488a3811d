import { expect } from 'chai';
import { OnnxRuntime } from '../../../../src/learning/onnx/index.js';
import { engineSettings, networkSettings, withLeastPeople } from '../../../../src/ranking/pipeline/index.js';
import { rowsUnderEpoch, type ProductRow } from '../../../../src/ranking/pipeline/epoch/index.js';
import { drawnShop } from './drawn-shop.js';
import { everySignal, fullRun, type FullRunOptions } from './full-run.js';
import { Numbers } from './living-shop.js';

describe('the rows of a graph that did not change', function () {
  this.timeout(120_000);
  let runtime: OnnxRuntime;
  before(async () => (runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 })));
  after(() => runtime.close());

  const settings = engineSettings({ layer: 'lightgcn', seed: 1 });
  const cases = {
    'under an untrained network': { settings },
    'under graph convolutions': { settings: engineSettings({ layer: 'gcn', seed: 1 }) },
    'under attention': { settings: engineSettings({ layer: 'attention', seed: 1 }) },
    'under a filter': { settings: engineSettings({ layer: 'filter', seed: 1 }) },
    'under a trained network': {
      settings,
      options: { network: networkSettings({ layer: 'lightgcn', seed: 1, steps: 20 }) },
    },
    'ranked by every signal': { settings, options: everySignal },
    'of which what few people did is kept out': { settings: withLeastPeople(settings, 3) },
    'whose evidence has room for few pairs': {
      settings: { ...settings, neighbours: 3, evidence: { ...settings.evidence, keep: 5 } },
    },
  };
  for (const [name, { settings: chosen, options }] of Object.entries<{
    settings: typeof settings;
    options?: FullRunOptions;
  }>(cases)) {
    it(`${name}, are the full run's bit for bit`, async () => {
      const living = drawnShop(1);
      const { epoch, rows } = await fullRun(runtime, living.shop(), chosen, options);
      const touched = living.touched(epoch, new Numbers(epoch.catalogue), living.products.keys());
      const found = await rowsUnderEpoch(runtime, epoch, touched, { threads: 1 });
      expect(found).to.have.length(rows.size);
      expect(found.filter(({ lists }) => (lists?.list.products.length ?? 0) > 10)).to.have.length.above(40);
      expect(found.filter(({ lists }) => (lists?.coldProducts?.products.length ?? 0) > 0)).to.have.length.above(40);
      for (const row of found) expectSame(row, rows.get(row.product));
    });
  }
});

/** Typed arrays are compared by their bytes. */
function expectSame(row: ProductRow, expected: ProductRow | undefined): void {
  expect(row, `row ${row.product}`).to.deep.equal(expected);
}
