import { expect } from 'chai';
import fc from 'fast-check';
import { ShuffledBatches } from '../../../src/learning/training/index.js';

const examples = Int32Array.from({ length: 10 }, (_, e) => 3 * e);

/** The batches of the first `steps` steps, one after another. */
function dealt(batches: ShuffledBatches, steps: number): number[] {
  return Array.from({ length: steps }, (_, step) => Array.from(batches.of(step))).flat();
}

describe('ShuffledBatches', () => {
  it('deals each example at most once an epoch, where epochs are apart, and leaves over what fills no batch', () => {
    const batches = new ShuffledBatches(examples, { size: 4, seed: 1, epochs: 'apart' });
    for (const epoch of [0, 1, 2]) {
      const both = [2 * epoch, 2 * epoch + 1].flatMap((step) => Array.from(batches.of(step)));
      expect(new Set(both).size).to.equal(8);
    }
    expect(dealt(batches, 2)).to.not.deep.equal(Array.from(examples).slice(0, 8));
  });

  it('deals every example once an epoch, where epochs are joined, across the ends of batches', () => {
    const all = dealt(new ShuffledBatches(examples, { size: 4, seed: 1, epochs: 'joined' }), 10);
    const epochs = [0, 1, 2, 3].map((epoch) => all.slice(10 * epoch, 10 * epoch + 10));
    for (const epoch of epochs) expect(epoch.toSorted((a, b) => a - b)).to.deep.equal(Array.from(examples));
    expect(epochs[0]).to.not.deep.equal(epochs[1]);
  });

  it('makes a batch of all examples where there are fewer than a batch, or of several epochs where they are joined', () => {
    const few = examples.slice(0, 3);
    expect(new ShuffledBatches(few, { size: 8, seed: 1, epochs: 'apart' }).of(5)).to.have.length(3);
    const joined = new ShuffledBatches(few, { size: 8, seed: 1, epochs: 'joined' }).of(0);
    expect(new Set(joined.subarray(0, 3))).to.deep.equal(new Set(few));
    expect(new Set(joined.subarray(3, 6))).to.deep.equal(new Set(few));
  });

  it('deals by the number of the step alone', () => {
    fc.assert(
      fc.property(fc.constantFrom('apart', 'joined'), fc.array(fc.nat(30), { minLength: 1 }), (epochs, steps) => {
        const plan = { size: 4, seed: 2, epochs };
        const all = dealt(new ShuffledBatches(examples, plan), 31);
        const batches = new ShuffledBatches(examples, plan);
        for (const step of steps) expect(Array.from(batches.of(step))).to.deep.equal(all.slice(4 * step, 4 * step + 4));
      }),
      { numRuns: 50, seed: 1 },
    );
  });
});
