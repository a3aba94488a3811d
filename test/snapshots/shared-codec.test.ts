import { expect } from 'chai';
import fc from 'fast-check';
import { AlongsideError } from '../../src/kernel/index.js';
import type { SharedParts } from '../../src/snapshots/index.js';
import { decodeShared, encodeShared } from '../../src/snapshots/shared-codec.js';

const column = fc
  .array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 20 })
  .map((values) => Int32Array.from(values));
const parts: fc.Arbitrary<SharedParts> = fc.record({
  categories: fc.record({ ids: fc.array(fc.string()), names: fc.array(fc.string()), parents: column }),
  categoryOf: column,
  basketsOf: column,
  popular: column,
  relations: column,
  eventless: column,
});

describe('the shared parts of a snapshot', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(parts, (shared) => {
        expect(decodeShared(encodeShared(shared), 'here')).to.deep.equal(shared);
      }),
    );
  });

  it('are written from a view of a larger array as from the array itself', () => {
    const whole = Int32Array.of(9, 1, 2, 3, 9);
    const shared = (popular: Int32Array): SharedParts => ({
      categories: { ids: [], names: [], parents: new Int32Array(0) },
      categoryOf: new Int32Array(0),
      basketsOf: new Int32Array(0),
      popular,
      relations: new Int32Array(0),
      eventless: new Int32Array(0),
    });
    expect(encodeShared(shared(whole.subarray(1, 4)))).to.equal(encodeShared(shared(Int32Array.of(1, 2, 3))));
  });

  it('are refused when damaged: no JSON, a missing column, a number cut off', () => {
    const [good] = fc.sample(parts, 1);
    const text = encodeShared({ ...good, popular: Int32Array.of(1, 2) });
    const json = JSON.parse(text) as Record<string, unknown>;
    const cut = Buffer.from(Int32Array.of(1, 2).buffer).subarray(0, 7).toString('base64');
    for (const damaged of [
      text.slice(0, -2),
      JSON.stringify({ ...json, popular: undefined }),
      JSON.stringify({ ...json, popular: '***' }),
      JSON.stringify({ ...json, popular: cut }),
    ]) {
      expect(() => decodeShared(damaged, 'alongside:{x}:shared'))
        .to.throw(AlongsideError, /alongside:\{x\}:shared is damaged/)
        .with.property('code', 'snapshot-corrupt');
    }
  });
});
