import { expect } from 'chai';
import fc from 'fast-check';
import { AlongsideError } from '../../../src/core/index.js';
import { decodeSources, encodeSources } from '../../../src/storage/redis/source-codec.js';

const lists = fc
  .array(fc.record({ product: fc.nat(), score: fc.float({ noNaN: true }), rank: fc.nat(65_535) }), { maxLength: 12 })
  .map((entries) => ({
    products: Int32Array.from(entries, ({ product }) => product),
    scores: Float32Array.from(entries, ({ score }) => score),
    ranks: Uint16Array.from(entries, ({ rank }) => rank),
  }));

describe('the bytes of a list of sources', () => {
  it('are read back as they were written, from any place in a larger buffer', () => {
    fc.assert(
      fc.property(lists, fc.nat(7), (list, before) => {
        const reply = Buffer.concat([Buffer.alloc(before), encodeSources(list)]);
        expect(decodeSources(reply.subarray(before), 'here')).to.deep.equal(list);
      }),
    );
  });

  it('are refused when cut off', () => {
    const bytes = encodeSources({ products: Int32Array.of(1), scores: Float32Array.of(1), ranks: Uint16Array.of(1) });
    expect(() => decodeSources(bytes.subarray(1), 'alongside:{x}:sources 7'))
      .to.throw(AlongsideError, /alongside:\{x\}:sources 7.*embed --full/)
      .with.property('code', 'snapshot-corrupt');
  });
});
