import { expect } from 'chai';
import { TELL_ALL, areFew, roundDown, suppressSmallCount } from '../../../src/ranking/explain/index.js';

describe('a count of what customers did', () => {
  it('is told where enough people stand behind it', () => {
    expect(suppressSmallCount(5, 5, 5)).to.equal(5);
    expect(suppressSmallCount(900, 6, 5)).to.equal(900);
  });

  it('is few where too few people do, however often they did it', () => {
    expect(suppressSmallCount(4, 4, 5)).to.equal('few');
    expect(suppressSmallCount(900, 4, 5)).to.equal('few');
  });

  it('is told where there is none', () => {
    expect(suppressSmallCount(0, 0, 5)).to.equal(0);
  });

  it('is always told where one person is enough', () => {
    expect(suppressSmallCount(1, 1, 1)).to.equal(1);
  });
});

describe('a count of which others can be asked for', () => {
  it('is told in steps, so that a few people cannot be had as the difference of two', () => {
    expect(roundDown(0, 5)).to.equal(0);
    expect(roundDown(4, 5)).to.equal(0);
    expect(roundDown(5, 5)).to.equal(5);
    expect(roundDown(94, 5)).to.equal(90);
    expect(roundDown(94, TELL_ALL)).to.equal(94);
  });
});

describe('the buyers of a product', () => {
  it('are few below the least number, and nobody is no less few than one', () => {
    expect([0, 1, 4, 5].map((buyers) => areFew(buyers, 5))).to.deep.equal([true, true, true, false]);
    expect(areFew(0, TELL_ALL)).to.equal(false);
  });
});
