import { expect } from 'chai';
import { TELL_ALL, scoreOfRank, withholdEvidence, withholdProbability } from '../../../src/ranking/explain/index.js';

describe('the evidence of an item', () => {
  const nothing = { together: 0, people: 0, sessions: 0, sessionPeople: 0 };
  const counts = { together: 7, people: 6, sessions: 3, sessionPeople: 2 };
  const evidence = { product: 1, because: 2, through: -1, source: 'graph' as const, ...counts };
  const bought = (...few: readonly number[]) => ({
    buyersOf: (product: number) => (few.includes(product) ? 4 : 5),
    askedFew: false,
    minPeople: 5,
  });

  it('is told where enough people bought both', () => {
    expect(withholdEvidence(evidence, bought())).to.deep.equal({ ...evidence, withheld: undefined });
  });

  it('reads as none, the same both ways, where too few bought one of the two', () => {
    const none = { source: 'category', because: -1, through: -1, ...nothing };
    const turned = { ...evidence, product: 2, because: 1 };
    for (const few of [1, 2]) {
      const [one, other] = [withholdEvidence(evidence, bought(few)), withholdEvidence(turned, bought(few))];
      expect(one).to.deep.equal({ product: 1, ...none, withheld: few === 1 ? 'item' : 'asked' });
      expect(other).to.deep.equal({ product: 2, ...none, withheld: few === 2 ? 'item' : 'asked' });
    }
  });

  it('names no third product that too few bought', () => {
    const path = { ...evidence, through: 3, ...nothing };
    expect(withholdEvidence(path, bought()).through).to.equal(3);
    expect(withholdEvidence(path, bought(3)).through).to.equal(-1);
  });

  it('reads as none for what is merely popular, where too few bought all that was asked about', () => {
    const popular = { ...evidence, because: -1, source: 'popular' as const, ...nothing };
    expect(withholdEvidence(popular, bought()).source).to.equal('popular');
    expect(withholdEvidence(popular, { ...bought(), askedFew: true })).to.include({
      source: 'category',
      withheld: 'asked',
    });
  });

  it('is told to those who may see exact numbers; that the shop put an item there is told to all', () => {
    const all = { ...bought(1, 2), minPeople: TELL_ALL };
    expect(withholdEvidence(evidence, all)).to.include({ together: 7, withheld: undefined });
    const pinned = { ...evidence, source: 'pinned' as const };
    expect(withholdEvidence(pinned, bought())).to.include({ source: 'pinned', together: 7 });
    expect(withholdEvidence(pinned, bought(1))).to.include({ source: 'pinned', because: -1, together: 0 });
  });

  it('leaves, of scores, the place', () => {
    expect([1, 2, 10].map(scoreOfRank)).to.deep.equal([0.1, 0.05, 0.01]);
  });
});

describe('the probability of an item', () => {
  const item = { product: 1, probability: 0.1 + 0.023456, probabilityPeople: 5 };
  const telling = { buyersOf: () => 5, minPeople: 5 };

  it('is told, in four digits, where enough people bought all and had each pair', () => {
    expect(withholdProbability(item, false, telling)).to.equal(0.1235);
  });

  it('is not told where nothing knows it', () => {
    expect(withholdProbability({ ...item, probability: NaN }, false, telling)).to.equal(null);
  });

  it('is not told where it would tell what a few people did, but to those who may see exact numbers', () => {
    expect(withholdProbability(item, true, telling)).to.equal(null);
    expect(withholdProbability({ ...item, probabilityPeople: 4 }, false, telling)).to.equal(null);
    expect(withholdProbability(item, false, { ...telling, buyersOf: () => 4 })).to.equal(null);
    const few = { ...item, probabilityPeople: 1 };
    expect(withholdProbability(few, false, { buyersOf: () => 1, minPeople: TELL_ALL })).to.equal(0.1235);
  });
});
