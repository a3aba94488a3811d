import { expect } from 'chai';
import fc from 'fast-check';
import { AlongsideError } from '../../src/kernel/index.js';
import { decodeHistory, encodeHistory } from '../../src/snapshots/history-codec.js';

describe("a customer's history in a snapshot", () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(999)), (products) => {
        expect(decodeHistory(encodeHistory(products), 1000, 'here')).to.deep.equal(products);
      }),
    );
  });

  it('is refused when it is cut off or names a product that the snapshot does not have', () => {
    const bytes = encodeHistory([1, 7]);
    for (const [damaged, products] of [
      [bytes.subarray(0, 7), 1000],
      [bytes, 7],
    ] as const) {
      expect(() => decodeHistory(damaged, products, 'alongside:{x}:users'))
        .to.throw(AlongsideError, /alongside:\{x\}:users/)
        .with.property('code', 'snapshot-corrupt');
    }
  });
});
