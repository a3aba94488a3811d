import { expect } from 'chai';
import fc from 'fast-check';
import {
  DamagedValue,
  column,
  float32,
  float64,
  int32,
  oneOf,
  record,
  single,
  uint16,
  uint8,
} from '../../../src/storage/codec/index.js';

const members = {
  small: column(uint8),
  word: oneOf(['graph', 'category']),
  ids: column(int32),
  scale: single(float64),
  scores: column(float32),
  ranks: column(uint16),
};
const codec = record(members);

const records = fc
  .record({
    word: fc.constantFrom('graph' as const, 'category' as const),
    scale: fc.double({ noNaN: true }),
    rows: fc.array(
      fc.record({
        small: fc.nat(255),
        id: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        score: fc.float({ noNaN: true }),
        rank: fc.nat(65_535),
      }),
    ),
  })
  .map(({ rows, word, scale }) => ({
    small: Uint8Array.from(rows, ({ small }) => small),
    word,
    ids: Int32Array.from(rows, ({ id }) => id),
    scale,
    scores: Float32Array.from(rows, ({ score }) => score),
    ranks: Uint16Array.from(rows, ({ rank }) => rank),
  }));

describe('the bytes of a record', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(records, (each) => {
        expect(codec.decode(codec.encode(each))).to.deep.equal(each);
      }),
    );
  });

  it('are read from any place in a larger buffer, and are not held by it', () => {
    fc.assert(
      fc.property(records, fc.integer({ min: 0, max: 7 }), (each, before) => {
        const reply = Buffer.concat([Buffer.alloc(before), codec.encode(each), Buffer.alloc(1)]);
        const read = codec.decode(reply.subarray(before, -1));
        reply.fill(0xff);
        expect(read).to.deep.equal(each);
      }),
    );
  });

  it('are views of the memory where they have it to themselves', () => {
    const bytes = codec.encode({
      small: Uint8Array.of(1),
      word: 'graph',
      ids: Int32Array.of(2),
      scale: 3,
      scores: Float32Array.of(4),
      ranks: Uint16Array.of(5),
    });
    const own = new Uint8Array(bytes);
    expect(codec.decode(Buffer.from(own.buffer)).ids.buffer).to.equal(own.buffer);
  });

  it('are little-endian, the longest elements first, before the layout', () => {
    const bytes = codec.encode({
      small: Uint8Array.of(0x11, 0x12),
      word: 'category',
      ids: Int32Array.of(0x01020304, -2),
      scale: 1,
      scores: Float32Array.of(1, -2),
      ranks: Uint16Array.of(0x0506, 7),
    });
    expect(bytes.toString('hex', 0, bytes.length - 2)).to.equal(
      ['000000000000f03f', '04030201feffffff', '0000803f000000c0', '06050700', '1112', '01'].join(''),
    );
  });

  it('are refused when cut off, lengthened or of another layout or word', () => {
    fc.assert(
      fc.property(records, fc.nat(), (each, at) => {
        const bytes = codec.encode(each);
        const otherLayout = Buffer.from(bytes);
        otherLayout.writeUInt16LE(
          (otherLayout.readUInt16LE(bytes.length - 2) + 1 + (at % 1000)) & 0xffff,
          bytes.length - 2,
        );
        const otherWord = Buffer.from(bytes);
        otherWord.writeUInt8(2 + (at % 254), bytes.length - 3);
        for (const damaged of [
          bytes.subarray(0, at % bytes.length),
          Buffer.concat([bytes, Buffer.of(0)]),
          otherLayout,
          otherWord,
        ]) {
          expect(() => codec.decode(damaged)).to.throw(DamagedValue);
        }
      }),
    );
  });

  it('are refused by a declaration with another name or type', () => {
    const bytes = record({ a: column(int32) }).encode({ a: Int32Array.of(1) });
    expect(() => record({ b: column(int32) }).decode(bytes)).to.throw(DamagedValue);
    expect(() => record({ a: column(float32) }).decode(bytes)).to.throw(DamagedValue);
  });

  it('are the same for equal records, so that snapshots can be compared', () => {
    fc.assert(
      fc.property(records, (each) => {
        expect(codec.encode(structuredClone(each)).equals(codec.encode(each))).to.equal(true);
      }),
    );
  });

  it('are not made of columns of different lengths', () => {
    expect(() =>
      record({ a: column(int32), b: column(int32) }).encode({ a: Int32Array.of(1), b: Int32Array.of() }),
    ).to.throw(RangeError, '1, 0');
  });
});
