import { expect } from 'chai';
import { suppressSmallCount, suppressSmallSize } from '../../../src/ranking/explain/index.js';

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

describe('the size of a group that was put together from others', () => {
  it('is told in steps, so that the few that two groups share cannot be had from three sizes', () => {
    expect(suppressSmallSize(0, 5)).to.equal(0);
    expect(suppressSmallSize(4, 5)).to.equal('few');
    expect(suppressSmallSize(5, 5)).to.equal(5);
    expect(suppressSmallSize(94, 5)).to.equal(90);
    expect(suppressSmallSize(94, 1)).to.equal(94);
  });
});
