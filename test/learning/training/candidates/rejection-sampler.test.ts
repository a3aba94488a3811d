import { expect } from 'chai';
import fc from 'fast-check';
import { RejectionSampler } from '../../../../src/learning/training/index.js';

const products = 200;
const counts = Float64Array.from({ length: products }, (_, product) => Math.round(1000 / (product + 1)));
const eligible = Uint8Array.from({ length: products }, (_, product) => (product % 10 === 9 ? 0 : 1));

describe('RejectionSampler', () => {
  it('takes every target and fills up with other eligible products, each once', () => {
    const target = fc.integer({ min: 0, max: products - 1 }).filter((product) => eligible[product] === 1);
    fc.assert(
      fc.property(fc.array(target, { maxLength: 40 }), fc.integer(), fc.nat(1000), (targets, seed, step) => {
        const sampler = new RejectionSampler(counts, eligible, 40, seed);
        const { products: candidates, corrections, places } = sampler.draw(step, Int32Array.from(targets));
        expect(new Set(candidates).size).to.equal(40);
        expect([...candidates]).to.include.members(targets);
        expect([...candidates].every((product) => eligible[product] === 1)).to.equal(true);
        expect(corrections.every((correction) => correction >= 0 && Number.isFinite(correction))).to.equal(true);
        places.forEach((place, product) => {
          expect(place).to.equal(candidates.includes(product) ? candidates.indexOf(product) : 40);
        });
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  it('corrects by how often a product is drawn', () => {
    const sampler = new RejectionSampler(counts, eligible, 40, 7);
    const times = new Float64Array(products);
    const chances = new Float64Array(products);
    for (let step = 0; step < 3000; step++) {
      const { products: candidates, corrections } = sampler.draw(step, new Int32Array(0));
      candidates.forEach((product, k) => {
        times[product]++;
        chances[product] += Math.exp(-corrections[k]);
      });
    }
    for (const product of [0, 3, 20, 100, 150]) {
      expect(chances[product] / times[product], `product ${product}`).to.be.closeTo(times[product] / 3000, 0.05);
    }
    expect(times[0]).to.be.greaterThan(3 * times[150]);
  });

  it('takes all, uncorrected, where a sample would hold more than half', () => {
    expect(new RejectionSampler(counts, eligible, 89, 1).size).to.equal(89);
    const sampler = new RejectionSampler(counts, eligible, 90, 1);
    expect(sampler.size).to.equal(180);
    for (const step of [0, 1]) {
      const { products: candidates, corrections } = sampler.draw(step, Int32Array.of(5, 3, 5));
      expect([...candidates.subarray(0, 3)]).to.deep.equal([5, 3, 0]);
      expect(new Set(candidates).size).to.equal(180);
      expect(corrections).to.deep.equal(new Float32Array(180));
    }
  });

  it('depends on nothing but the step and the targets', () => {
    const [one, other] = [1, 1].map((seed) => new RejectionSampler(counts, eligible, 40, seed));
    for (const step of [3, 1, 2]) other.draw(step, Int32Array.of(step));
    expect(one.draw(5, Int32Array.of(7))).to.deep.include({ ...other.draw(5, Int32Array.of(7)) });
  });
});
