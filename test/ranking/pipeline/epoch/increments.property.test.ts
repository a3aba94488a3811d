import { expect } from 'chai';
import { OnnxRuntime } from '../../../../src/learning/onnx/index.js';
import { engineSettings } from '../../../../src/ranking/pipeline/index.js';
import { rowsUnderEpoch, type Epoch, type ProductRow } from '../../../../src/ranking/pipeline/epoch/index.js';
import { runs } from '../../../support/proof.js';
import { change } from './changes.js';
import { Draws, drawnShop } from './drawn-shop.js';
import { everySignal, fullRun } from './full-run.js';
import { Numbers, type LivingShop } from './living-shop.js';

/** Rows by product as increments make them: only those that changes touch are made anew. */
async function grow(
  runtime: OnnxRuntime,
  { epoch, rows }: { readonly epoch: Epoch; readonly rows: ReadonlyMap<number, ProductRow> },
  shop: LivingShop,
  { numbers, draws }: { readonly numbers: Numbers; readonly draws: Draws },
): Promise<{ readonly grown: Map<number, ProductRow>; readonly untouched: number }> {
  const grown = new Map(rows);
  const everTouched = new Set<string>();
  for (let number = 0, batch = 0; batch < 3; batch++) {
    const touched = new Set<string>();
    const changes = Array.from({ length: 1 + draws.below(6) }, () => change(shop, numbers, draws, number++));
    const events = changes.flatMap((each) => each.events);
    for (const id of shop.touchedBy(epoch, numbers, events)) touched.add(id);
    for (const id of changes.flatMap(({ products }) => products)) touched.add(id);
    for (const row of await rowsUnderEpoch(runtime, epoch, shop.touched(epoch, numbers, touched), { threads: 1 })) {
      grown.set(row.product, row);
    }
    for (const id of touched) {
      everTouched.add(id);
      if (!shop.products.has(id)) grown.delete(numbers.of(id));
    }
  }
  return { grown, untouched: [...grown.keys()].length - everTouched.size };
}

describe('increments under an epoch', function () {
  this.timeout(240_000);
  let runtime: OnnxRuntime;
  let began: Awaited<ReturnType<typeof fullRun>>;

  before(async () => {
    runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
    const settings = engineSettings({ layer: 'lightgcn', seed: 1 });
    began = await fullRun(
      runtime,
      drawnShop(1).shop(),
      { ...settings, evidence: { ...settings.evidence, keep: 12 } },
      everySignal,
    );
  });
  after(() => runtime.close());

  for (let seed = 1; seed <= runs(40, 2); seed++) {
    it(`give what making all rows anew gives, whatever happened (${seed})`, async () => {
      const shop = drawnShop(1);
      const numbers = new Numbers(began.epoch.catalogue);
      const { grown, untouched } = await grow(runtime, began, shop, { numbers, draws: new Draws(seed) });
      const all = shop.touched(began.epoch, numbers, shop.products.keys());
      const anew = await rowsUnderEpoch(runtime, began.epoch, all, { threads: 1 });
      expect(untouched).to.be.greaterThan(0);
      expect(anew.map(({ product }) => product)).to.have.members([...grown.keys()]);
      for (const row of anew) expect(grown.get(row.product), `row ${row.product}`).to.deep.equal(row);
    });
  }
});
