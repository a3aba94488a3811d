import { expect } from 'chai';
import fc from 'fast-check';
import { AlongsideError } from '../../src/kernel/index.js';
import type { SharedParts } from '../../src/snapshots/index.js';
import { decodeShared, encodeShared } from '../../src/snapshots/shared-codec.js';

const column = fc
  .array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 20 })
  .map((values) => Int32Array.from(values));
const amounts = fc.array(fc.double(), { maxLength: 20 }).map((values) => Float64Array.from(values));
const parts: fc.Arbitrary<SharedParts> = fc.record({
  categories: fc.record({ ids: fc.array(fc.string()), names: fc.array(fc.string()), parents: column }),
  categoryOf: column,
  basketsOf: column,
  popular: column,
  relations: column,
  eventless: column,
  brands: fc.array(fc.string()),
  brandOf: column,
  prices: amounts,
  stock: column,
  margins: amounts,
});

/** The fields as Redis gives them back: bytes, which need not stand at a multiple of eight. */
function stored(shared: SharedParts): Record<string, Buffer> {
  return Object.fromEntries(
    Object.entries(encodeShared(shared)).map(([name, value]) => {
      const pool = Buffer.concat([Buffer.of(0), Buffer.from(value)]);
      return [name, pool.subarray(1)];
    }),
  );
}

describe('the shared parts of a snapshot', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(parts, (shared) => {
        expect(decodeShared(stored(shared), 'here')).to.deep.equal(shared);
      }),
    );
  });

  it('are written from a view of a larger array as from the array itself', () => {
    const [good] = fc.sample(parts, 1);
    const whole = Int32Array.of(9, 1, 2, 3, 9);
    expect(stored({ ...good, popular: whole.subarray(1, 4) })).to.deep.equal(
      stored({ ...good, popular: Int32Array.of(1, 2, 3) }),
    );
  });

  it('are refused when damaged: no JSON, a missing column, a number cut off', () => {
    const [good] = fc.sample(parts, 1);
    const fields = stored({ ...good, popular: Int32Array.of(1, 2), prices: Float64Array.of(1) });
    for (const damaged of [
      { ...fields, names: fields.names.subarray(0, -2) },
      Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'popular')),
      { ...fields, popular: fields.popular.subarray(0, 7) },
      { ...fields, prices: fields.prices.subarray(0, 4) },
      {},
    ]) {
      expect(() => decodeShared(damaged, 'alongside:{x}:shared'))
        .to.throw(AlongsideError, /alongside:\{x\}:shared is damaged/)
        .with.property('code', 'snapshot-corrupt');
    }
  });
});
