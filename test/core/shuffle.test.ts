import { expect } from 'chai';
import fc from 'fast-check';
import { randomBits, randomKey, shuffle } from '../../src/core/index.js';

const numbers = fc.array(fc.integer({ min: -5, max: 100 }), { maxLength: 40 }).map((values) => Int32Array.from(values));
const key = fc.integer().map((seed) => randomKey(seed, 'test'));

describe('a shuffle', () => {
  it('keeps every number, and whatever stands outside of the part that is shuffled', () => {
    fc.assert(
      fc.property(numbers, key, fc.nat(40), fc.nat(40), (values, drawn, a, b) => {
        const [start, end] = [a, b].map((at) => Math.min(at, values.length)).sort((x, y) => x - y);
        const order = values.slice();
        shuffle(order, drawn, start, end);
        expect(order.slice(0, start)).to.deep.equal(values.slice(0, start));
        expect(order.slice(end)).to.deep.equal(values.slice(end));
        expect(order.slice(start, end).sort()).to.deep.equal(values.slice(start, end).sort());
      }),
    );
  });

  it('draws for each place, from the last down, the number of the key that has its index', () => {
    const drawn = randomKey(7, 'epoch:0');
    const order = [0, 1, 2, 3, 4];
    for (let last = 4; last > 0; last--) {
      const other = Math.floor((randomBits(drawn, last) / 2 ** 32) * (last + 1));
      [order[last], order[other]] = [order[other], order[last]];
    }
    const shuffled = Int32Array.from([0, 1, 2, 3, 4]);
    shuffle(shuffled, drawn);
    expect([...shuffled]).to.deep.equal(order);
    expect([...shuffled]).not.to.deep.equal([0, 1, 2, 3, 4]);
  });

  it('gives every order about as often as any other', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const order = Int32Array.of(0, 1, 2);
      shuffle(order, randomKey(seed, 'fair'));
      counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
    }
    expect(counts.size).to.equal(6);
    for (const count of counts.values()) expect(count).to.be.within(880, 1120);
  });
});
