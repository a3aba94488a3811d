import { expect } from 'chai';
import fc from 'fast-check';
import { candidateList, history, scoreParts, sourceList } from '../../../src/storage/redis/value-codecs.js';
import { candidateList as listOf } from '../../ranking/candidates.js';

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const float = fc.float({ noNaN: true });

describe('the values of a snapshot', () => {
  it('are read back as they were written: candidate lists', () => {
    const candidate = fc.record({
      product: int32,
      category: int32,
      score: float,
      probability: fc.float(),
      zero: float,
      one: float,
      together: int32,
      people: fc.nat(255),
      sessions: int32,
      sessionPeople: fc.nat(255),
      through: int32,
    });
    fc.assert(
      fc.property(fc.constantFrom('graph', 'category'), fc.array(candidate), (source, candidates) => {
        const list = listOf(candidates, source);
        expect(candidateList.decode(Buffer.from(candidateList.encode(list)))).to.deep.equal(list);
      }),
    );
  });

  it('are read back as they were written: parts of scores', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.array(float), (normaliser, values) => {
        const parts = { normaliser, values: Float32Array.from(values) };
        expect(scoreParts.decode(Buffer.from(scoreParts.encode(parts)))).to.deep.equal(parts);
      }),
    );
  });

  it('are read back as they were written: lists of sources', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), float, fc.nat(65_535))), (entries) => {
        const list = {
          products: Int32Array.from(entries, ([product]) => product),
          scores: Float32Array.from(entries, ([, score]) => score),
          ranks: Uint16Array.from(entries, ([, , rank]) => rank),
        };
        expect(sourceList.decode(Buffer.from(sourceList.encode(list)))).to.deep.equal(list);
      }),
    );
  });

  it('are read back as they were written: histories', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(999), fc.nat(3))), (entries) => {
        const each = { products: entries.map(([product]) => product), kinds: entries.map(([, kind]) => kind) };
        expect(history.decode(Buffer.from(history.encode(each)))).to.deep.equal(each);
      }),
    );
  });
});
