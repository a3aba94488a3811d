import { expect } from 'chai';
import { randomKey } from '../../../src/core/index.js';
import { unlinkedCandidate, type Candidate } from '../../../src/ranking/candidates/index.js';
import { sampleOrder } from '../../../src/ranking/lists/sample-order.js';

const candidates = (scores: readonly number[]): Candidate[] =>
  scores.map((score, product) => unlinkedCandidate(product, 0, score));
const drawn = (scores: readonly number[], temperature: number, seed: number): number[] =>
  sampleOrder(candidates(scores), { temperature, key: randomKey(seed, 'draw') }).map(({ product }) => product);

describe('a drawn order', () => {
  it('holds every candidate once, and is the same for the same key', () => {
    const scores = [0.5, 0.3, 0, 0.2];
    expect([...drawn(scores, 1, 7)].sort((a, b) => a - b)).to.deep.equal([0, 1, 2, 3]);
    expect(drawn(scores, 1, 7)).to.deep.equal(drawn(scores, 1, 7));
  });

  it('begins with each in proportion to score^(1/temperature)', () => {
    const scores = [0.5, 0.3, 0.2];
    for (const temperature of [0.5, 1, 2]) {
      const weights = scores.map((score) => score ** (1 / temperature));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const draws = 20_000;
      const first = [0, 0, 0];
      for (let seed = 0; seed < draws; seed++) first[drawn(scores, temperature, seed)[0]]++;
      // Three standard deviations of a share from 20,000 draws are about .011.
      first.forEach((count, i) => expect(count / draws).to.be.closeTo(weights[i] / total, 0.011));
    }
  });

  it('goes on in proportion among those that are left', () => {
    const draws = 20_000;
    let second = 0;
    let begun = 0;
    for (let seed = 0; seed < draws; seed++) {
      const [a, b] = drawn([0.5, 0.3, 0.2], 1, seed);
      if (a !== 0) continue;
      begun++;
      if (b === 1) second++;
    }
    expect(second / begun).to.be.closeTo(0.6, 0.016);
  });

  it('is that of the scores where the temperature is low', () => {
    expect(drawn([0.2, 0.5, 0.3], 0.001, 3)).to.deep.equal([1, 2, 0]);
  });
});
