import { expect } from 'chai';
import fc from 'fast-check';
import { storedOrder } from '../../../src/storage/codec/byte-order.js';
import { DamagedValue, ELEMENT_TYPES, elementTypes, float64, numbers } from '../../../src/storage/codec/index.js';
import type { NumberArray } from '../../../src/storage/codec/index.js';

describe('the bytes of an array of numbers', () => {
  it('are read back as they were written, from any place in a larger buffer', () => {
    const arrays = fc.oneof(fc.float64Array(), fc.float32Array(), fc.int32Array(), fc.uint16Array(), fc.uint8Array());
    fc.assert(
      fc.property(arrays, fc.nat(7), (array: NumberArray, before) => {
        const type = elementTypes.find((name) => array instanceof ELEMENT_TYPES[name])!;
        const codec = numbers<NumberArray>(ELEMENT_TYPES[type]);
        const reply = Buffer.concat([Buffer.alloc(before), codec.encode(array)]);
        expect(codec.decode(reply.subarray(before))).to.deep.equal(array);
      }),
    );
  });

  it('are those of a view, not of all its memory', () => {
    const whole = Float64Array.of(9, 1, 2, 9);
    expect(numbers(float64).encode(whole.subarray(1, 3))).to.have.length(16);
  });

  it('are refused when a number is cut off', () => {
    expect(() => numbers(float64).decode(Buffer.alloc(12))).to.throw(DamagedValue, '12 bytes');
  });

  it('change their order on a machine that has the other one, and come back', () => {
    const bytes = Buffer.from('0102030405060708', 'hex');
    const orderOf = (size: number): string => storedOrder(bytes, size, 'BE').toString('hex');
    expect([1, 2, 4, 8].map(orderOf)).to.deep.equal([
      '0102030405060708',
      '0201040306050807',
      '0403020108070605',
      '0807060504030201',
    ]);
    expect(storedOrder(storedOrder(bytes, 4, 'BE'), 4, 'BE')).to.deep.equal(bytes);
    expect(storedOrder(bytes, 4, 'LE')).to.equal(bytes);
  });
});
