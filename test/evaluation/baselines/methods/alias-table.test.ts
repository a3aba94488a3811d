import { expect } from 'chai';
import fc from 'fast-check';
import { aliasTable } from '../../../../src/evaluation/baselines/methods/alias-table.js';

describe('an alias table', () => {
  it('draws each place as often as its weight says', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 20 })
      .filter((list) => list.some((weight) => weight > 0));
    fc.assert(
      fc.property(weights, (list) => {
        const { keep, alias } = aliasTable(Float64Array.from(list));
        const chance = new Float64Array(list.length);
        keep.forEach((kept, place) => {
          const share = Math.min(1, kept / 2 ** 32);
          chance[place] += share / list.length;
          chance[alias[place]] += (1 - share) / list.length;
        });
        const total = list.reduce((sum, weight) => sum + weight, 0);
        list.forEach((weight, place) => {
          expect(chance[place]).to.be.closeTo(weight / total, 1e-9);
        });
      }),
    );
  });
});
