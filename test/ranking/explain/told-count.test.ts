import { expect } from 'chai';
import { tellCount, tellSize } from '../../../src/ranking/explain/index.js';

describe('a count of what customers did', () => {
  it('is told where enough people stand behind it', () => {
    expect(tellCount(5, 5, 5)).to.equal(5);
    expect(tellCount(900, 6, 5)).to.equal(900);
  });

  it('is few where too few people do, however often they did it', () => {
    expect(tellCount(4, 4, 5)).to.equal('few');
    expect(tellCount(900, 4, 5)).to.equal('few');
  });

  it('is told where there is none', () => {
    expect(tellCount(0, 0, 5)).to.equal(0);
  });

  it('is always told where one person is enough', () => {
    expect(tellCount(1, 1, 1)).to.equal(1);
  });
});

describe('the size of a group that was put together from others', () => {
  it('is told in steps, so that the few that two groups share cannot be had from three sizes', () => {
    expect(tellSize(0, 5)).to.equal(0);
    expect(tellSize(4, 5)).to.equal('few');
    expect(tellSize(5, 5)).to.equal(5);
    expect(tellSize(94, 5)).to.equal(90);
    expect(tellSize(94, 1)).to.equal(94);
  });
});
