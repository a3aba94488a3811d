import { expect } from 'chai';
import { bagOfAttributes } from '../../../../src/learning/training/index.js';

describe('bagOfAttributes', () => {
  const words = [['red', 'tent', 'tent'], ['red'], []];
  const bag = bagOfAttributes(3, [
    { kind: 'word', weight: 2, leastProducts: 1, of: (p) => words[p] },
    { kind: 'brand', weight: 0, leastProducts: 1, of: () => ['Acme'] },
  ]);

  it('numbers attributes by their ids and leaves families without weight out', () => {
    expect(bag.ids).to.deep.equal(['word:red', 'word:tent']);
  });

  it('gives each product of a family the same length, however many attributes it has', () => {
    const row = (p: number): number[] =>
      Array.from(bag.entries.values.subarray(bag.entries.offsets[p], bag.entries.offsets[p + 1]));
    expect(row(0)).to.have.length(2);
    expect(Math.hypot(...row(0))).to.be.closeTo(2, 1e-6);
    expect(row(1)).to.deep.equal([2]);
    expect(row(2)).to.deep.equal([]);
  });

  it('leaves out what too few products have', () => {
    const common = bagOfAttributes(3, [{ kind: 'word', weight: 1, leastProducts: 2, of: (p) => words[p] }]);
    expect(common.ids).to.deep.equal(['word:red']);
    expect(Array.from(common.entries.offsets)).to.deep.equal([0, 1, 2, 2]);
  });

  it('has a row to show for a shop without attributes', () => {
    expect(bagOfAttributes(2, []).ids).to.have.length(1);
  });
});
