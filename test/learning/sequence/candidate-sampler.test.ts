import { expect } from 'chai';
import fc from 'fast-check';
import { randomKey } from '../../../src/core/index.js';
import { CandidateSampler } from '../../../src/learning/sequence/candidate-sampler.js';

const products = 200;
const counts = Float64Array.from({ length: products }, (_, product) => Math.round(1000 / (product + 1)));
const eligible = Uint8Array.from({ length: products }, (_, product) => (product % 10 === 9 ? 0 : 1));

describe('candidate sampler', () => {
  it('takes every target and fills up with other eligible products, each once', () => {
    const target = fc.integer({ min: 0, max: products - 1 }).filter((product) => eligible[product] === 1);
    fc.assert(
      fc.property(fc.array(target, { maxLength: 40 }), fc.integer(), (targets, seed) => {
        const candidates = new Int32Array(40);
        const corrections = new Float32Array(40);
        const sampler = new CandidateSampler(counts, eligible);
        sampler.draw(Int32Array.from(targets), randomKey(seed, 'test'), candidates, corrections);
        expect(new Set(candidates).size).to.equal(40);
        expect([...candidates]).to.include.members(targets);
        expect([...candidates].every((product) => eligible[product] === 1)).to.equal(true);
        expect(corrections.every((correction) => correction >= 0 && Number.isFinite(correction))).to.equal(true);
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  it('corrects by how often a product is drawn', () => {
    const sampler = new CandidateSampler(counts, eligible);
    const candidates = new Int32Array(40);
    const corrections = new Float32Array(40);
    const times = new Float64Array(products);
    const chances = new Float64Array(products);
    for (let step = 0; step < 3000; step++) {
      sampler.draw(new Int32Array(0), randomKey(7, `step:${step}`), candidates, corrections);
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
    const sampler = new CandidateSampler(counts, eligible);
    expect(sampler.size(89)).to.equal(89);
    expect(sampler.size(90)).to.equal(180);
    const candidates = new Int32Array(180);
    const corrections = new Float32Array(180).fill(1);
    sampler.draw(Int32Array.of(5, 3, 5), randomKey(1, 'all'), candidates, corrections);
    expect([...candidates.subarray(0, 3)]).to.deep.equal([5, 3, 0]);
    expect(new Set(candidates).size).to.equal(180);
    expect(corrections).to.deep.equal(new Float32Array(180));
  });
});
