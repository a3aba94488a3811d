import { expect } from 'chai';
import fc from 'fast-check';
import { FNV_BASIS, fnvStep, murmurStep, randomBits, randomKey, randomNormal } from '../../src/core/index.js';

describe('numbers by key and counter', () => {
  it('are the same on every machine and in every version: models and lists were drawn with them', () => {
    const key = randomKey(20261122, 'kernel:0');
    expect([0, 1, 2 ** 31].map((counter) => randomBits(key, counter))).to.deep.equal([
      2592419693, 4017698210, 980634097,
    ]);
    expect(randomNormal(key, 3)).to.equal(0.2398496602966565);
  });

  it('do not depend on what was drawn before', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.nat(), (seed, text, counter) => {
        const first = randomBits(randomKey(seed, text), counter);
        randomBits(randomKey(seed, `${text}!`), counter + 1);
        expect(randomBits(randomKey(seed, text), counter)).to.equal(first);
        expect(first).to.be.within(0, 2 ** 32 - 1);
      }),
    );
  });
});

describe('hashes', () => {
  it('of FNV-1a are those of its authors', () => {
    const hash = Buffer.from('foobar').reduce((sum, byte) => fnvStep(sum, byte), FNV_BASIS);
    expect(hash >>> 0).to.equal(0xbf9cf968);
  });

  it('of one step are whole numbers of 32 bits, and differ with the order of what is hashed', () => {
    expect(murmurStep(murmurStep(1, 2), 3)).not.to.equal(murmurStep(murmurStep(1, 3), 2));
    fc.assert(
      fc.property(fc.integer(), fc.nat(), (hash, value) => {
        const next = murmurStep(hash, value);
        expect(Number.isInteger(next)).to.equal(true);
        expect(next).to.be.within(0, 2 ** 32 - 1);
      }),
    );
  });
});
