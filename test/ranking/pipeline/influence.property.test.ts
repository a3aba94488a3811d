import { expect } from 'chai';
import { OnnxRuntime } from '../../../src/learning/onnx/index.js';
import { drawnBlock, knownBlocks } from '../../support/influence/blocks.js';
import { engineLists, shopColumns } from '../../support/influence/engine-lists.js';
import { influenceOf, share, type Influence } from '../../support/influence/influence.js';
import { plantedShop } from '../../support/influence/planted-shop.js';
import type { AddedBlock } from '../../support/influence/added-block.js';
import { runs } from '../../support/proof.js';

interface Met {
  readonly block: AddedBlock;
  readonly influence: Influence;
}

for (let seed = 1; seed <= runs(5, 1); seed++) {
  describe(`odd orders, up to 15 % of shop ${seed}'s`, function () {
    this.timeout(300_000);
    const met: Met[] = [];

    before(async () => {
      const shop = plantedShop(seed);
      const drawn = Array.from({ length: runs(20, 4) }, (_, i) => drawnBlock(shop, 100 * seed + i));
      const runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
      const lists = (block?: AddedBlock): ReturnType<typeof engineLists> => {
        const products = [...shop.products, ...(block?.products ?? [])];
        const events = [...shop.events, ...(block?.events ?? [])];
        return engineLists(runtime, shopColumns(products, events), { steps: 60 });
      };
      try {
        const without = await lists();
        for (const block of [...knownBlocks(shop, seed), ...drawn]) {
          met.push({ block, influence: influenceOf(shop, block, without, await lists(block)) });
        }
      } finally {
        await runtime.close();
      }
    });

    /** The blocks that break a rule, with what they did. */
    function breaking(
      rule: (influence: Influence) => boolean,
      counts?: AddedBlock['counts'],
    ): Record<string, Influence> {
      const all = met.filter(({ block }) => counts === undefined || block.counts === counts);
      expect(all).not.to.deep.equal([]);
      return Object.fromEntries(
        all.filter(({ influence }) => !rule(influence)).map(({ block, influence }) => [block.name, influence]),
      );
    }

    it('leave planted complements on the lists that they do not touch', () => {
      expect(breaking(({ planted }) => share(planted) >= 0.95)).to.deep.equal({});
    });

    it('leave nine of ten places of these lists as they were', () => {
      const strange = breaking(({ kept }) => share(kept) >= 0.9, 'person');
      expect({ ...strange, ...breaking(({ kept }) => share(kept) >= 0.9, 'people') }).to.deep.equal({});
    });

    it('of many customers put their pairs among the first five', () => {
      expect(breaking(({ gained }) => share(gained) === 1, 'people')).to.deep.equal({});
    });

    it('put the new box of many customers on top of what it holds', () => {
      const box = met.find(({ block }) => block.name === 'box')?.influence.onTop;
      expect(box).to.deep.equal({ count: 6, of: 6 });
    });

    it('of one customer, of views, or of an impossible date leave complements on every list, and ahead', () => {
      const rule = ({ touchedPlanted, ahead }: Influence): boolean =>
        share(touchedPlanted) >= 0.95 && ahead.count === 0;
      expect(breaking(rule, 'person')).to.deep.equal({});
    });
  });
}
