import { expect } from 'chai';
import fc from 'fast-check';
import { SystematicSampler } from '../../../../src/learning/training/candidates/systematic-sampler.js';

const products = 200;
const popularity = Float32Array.from({ length: products }, (_, y) => Math.log(1 + (y % 50) ** 2));
const eligible = Uint8Array.from({ length: products }, (_, y) => (y % 10 === 0 ? 0 : 1));

describe('SystematicSampler', () => {
  it('takes every eligible product where there is room', () => {
    const sampler = new SystematicSampler(eligible, popularity, 1000, 1);
    const { products: all, corrections } = sampler.draw(0, Int32Array.of(3));
    expect(sampler.samples).to.be.false;
    expect(Array.from(all)).to.deep.equal([...eligible.keys()].filter((y) => eligible[y] === 1));
    expect(corrections.every((c) => c === 0)).to.be.true;
  });

  it('holds the targets uncorrected, distinct eligible products, and their inverse', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 2, max: 150 }),
        fc.uniqueArray(fc.constantFrom(...[...eligible.keys()].filter((y) => eligible[y] === 1)), { maxLength: 40 }),
        (step, most, targets) => {
          const sampler = new SystematicSampler(eligible, popularity, most, 1);
          const set = sampler.draw(step, Int32Array.from(targets));
          expect(new Set(set.products).size).to.equal(most);
          expect([...set.products].every((y) => eligible[y] === 1)).to.be.true;
          set.places.forEach((place, y) => {
            if (place < most) expect(set.products[place]).to.equal(y);
          });
          for (const y of targets.length <= most ? targets : []) expect(set.corrections[set.places[y]]).to.equal(0);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('draws so that a corrected sum is right on average', () => {
    const sampler = new SystematicSampler(eligible, popularity, 40, 1);
    const value = (y: number): number => 1 + Math.sin(y);
    const targets = Int32Array.of(3, 1, 2, 1);
    const truth = [...eligible.keys()].reduce((sum, y) => sum + (eligible[y] === 1 ? value(y) : 0), 0);
    let mean = 0;
    const draws = 2000;
    for (let step = 0; step < draws; step++) {
      const { products: drawn, corrections } = sampler.draw(step, targets);
      drawn.forEach((y, place) => (mean += (value(y) * Math.exp(corrections[place])) / draws));
    }
    expect(mean).to.be.closeTo(truth, 0.02 * truth);
  });

  it('depends on nothing but the step and the targets', () => {
    const one = new SystematicSampler(eligible, popularity, 40, 1);
    const other = new SystematicSampler(eligible, popularity, 40, 1);
    for (const step of [3, 1, 2]) other.draw(step, Int32Array.of(step));
    expect(Array.from(one.draw(5, Int32Array.of(7)).products)).to.deep.equal(
      Array.from(other.draw(5, Int32Array.of(7)).products),
    );
  });
});
