import { expect } from 'chai';
import fc from 'fast-check';
import { AlongsideError } from '../../../src/core/index.js';
import { decodeParts, encodeParts } from '../../../src/storage/redis/parts-codec.js';

const WIDTH = 3;
const parts = fc.record({
  normaliser: fc.double({ noNaN: true }),
  values: fc
    .array(fc.float({ noNaN: true }), { maxLength: 10 })
    .map((values) => Float32Array.from([...values, ...values, ...values])),
});

describe('the bytes of the parts of scores', () => {
  it('are read back as they were written, from any place in a larger buffer', () => {
    fc.assert(
      fc.property(parts, fc.nat(7), (each, before) => {
        const reply = Buffer.concat([Buffer.alloc(before), encodeParts(each)]);
        expect(decodeParts(reply.subarray(before), WIDTH, 'here')).to.deep.equal(each);
      }),
    );
  });

  it('are refused when cut off within a candidate, or of another number of signals', () => {
    const bytes = encodeParts({ normaliser: 1, values: new Float32Array(2 * WIDTH) });
    const damaged = [bytes.subarray(0, 5), bytes.subarray(0, bytes.length - 1), bytes.subarray(0, bytes.length - 4)];
    for (const each of damaged) {
      expect(() => decodeParts(each, WIDTH, 'alongside:{x}:parts 7'))
        .to.throw(AlongsideError, /alongside:\{x\}:parts 7.*embed --full/)
        .with.property('code', 'snapshot-corrupt');
    }
    expect(() => decodeParts(bytes, WIDTH + 1, 'here')).to.throw(AlongsideError);
  });
});
