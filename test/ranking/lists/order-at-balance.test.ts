import { expect } from 'chai';
import fc from 'fast-check';
import { orderAtBalance } from '../../../src/ranking/lists/order-at-balance.js';
import { candidateList } from '../candidates.js';

describe('a ready-made list at a balance', () => {
  const list = candidateList([
    { product: 5, category: 1, score: 0.4, zero: -1, one: 0, together: 7, people: 6, through: 2 },
    { product: 3, category: 2, score: 0.3, zero: 0, one: -3, probability: 0.7, sessions: 4 },
    { product: 4, category: 3, score: 0.1, zero: -1, one: -3 },
  ]);

  it('goes by the scores at 0, by those at 1, and by both in between', () => {
    const order = (balance: number): number[] => [...orderAtBalance(list, balance).products];
    expect(order(0)).to.deep.equal([3, 4, 5]);
    expect(order(1)).to.deep.equal([5, 3, 4]);
    // 3 leads while (1 - b) · 1 > b · 3.
    expect(order(0.24)).to.deep.equal([3, 5, 4]);
    expect(order(0.26)).to.deep.equal([5, 3, 4]);
  });

  it('keeps what speaks for each candidate beside it', () => {
    const at = orderAtBalance(list, 0);
    expect([...at.categories]).to.deep.equal([2, 3, 1]);
    expect([...at.together]).to.deep.equal([0, 0, 7]);
    expect([...at.people]).to.deep.equal([0, 0, 6]);
    expect([...at.sessions]).to.deep.equal([4, 0, 0]);
    expect([...at.through]).to.deep.equal([-1, -1, 2]);
    expect(at.probabilities[0]).to.be.closeTo(0.7, 1e-6);
    expect([...orderAtBalance(at, 1).products]).to.deep.equal([5, 3, 4]);
  });

  it('has scores whose ratios are those of the balance, and whose sum is that of the list', () => {
    const { scores } = orderAtBalance(list, 0);
    expect(scores[0] / scores[1]).to.be.closeTo(Math.E, 1e-5);
    expect(scores[0] + scores[1] + scores[2]).to.be.closeTo(0.8, 1e-6);
  });

  it('falls along its scores, whatever they are', () => {
    const log = fc.float({ noNaN: true, min: -1000, max: 0 });
    const candidates = fc.array(fc.tuple(log, log), { maxLength: 30 });
    fc.assert(
      fc.property(candidates, fc.double({ min: 0, max: 1, noNaN: true }), (logs, balance) => {
        const drawn = logs.map(([zero, one], i) => ({ product: i, category: 0, score: 1 / (i + 2), zero, one }));
        const { scores, products } = orderAtBalance(candidateList(drawn), balance);
        expect([...products].sort((a, b) => a - b)).to.deep.equal(drawn.map(({ product }) => product));
        for (let i = 1; i < scores.length; i++) expect(scores[i]).to.be.at.most(scores[i - 1]);
        expect(scores.every(Number.isFinite)).to.equal(true);
      }),
    );
  });
});
