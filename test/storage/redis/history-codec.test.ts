import { expect } from 'chai';
import fc from 'fast-check';
import { AlongsideError } from '../../../src/core/index.js';
import { decodeHistory, encodeHistory } from '../../../src/storage/redis/history-codec.js';

describe("a customer's history in a snapshot", () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(999), fc.nat(3))), (entries) => {
        const history = { products: entries.map(([product]) => product), kinds: entries.map(([, kind]) => kind) };
        expect(decodeHistory(encodeHistory(history), 1000, 'here')).to.deep.equal(history);
      }),
    );
  });

  it('is refused when it is cut off, or names a product or a kind that there is not', () => {
    const bytes = encodeHistory({ products: [1, 7], kinds: [0, 3] });
    const odd = encodeHistory({ products: [1, 7], kinds: [0, 4] });
    for (const [damaged, products] of [
      [bytes.subarray(0, 9), 1000],
      [bytes, 7],
      [odd, 1000],
    ] as const) {
      expect(() => decodeHistory(damaged, products, 'alongside:{x}:users'))
        .to.throw(AlongsideError, /alongside:\{x\}:users/)
        .with.property('code', 'snapshot-corrupt');
    }
  });
});
