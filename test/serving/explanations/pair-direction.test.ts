import { expect } from 'chai';
import { describeDirection } from '../../../src/serving/explanations/pair-direction.js';

const names = { x: 'Camera', y: 'Card' };
const told = (after: number, before: number, unknown = 0, minPeople = 5) =>
  describeDirection({ after, before, unknown }, names, minPeople);

describe('the direction of a pair', () => {
  it('tells both counts, in numbers and words', () => {
    expect(told(12, 6)).to.deep.equal({
      after: 12,
      before: 6,
      text: '12 customers bought Card after Camera, 6 before',
    });
    expect(told(12, 0)).to.include({ after: 12, before: 0 });
    expect(told(1, 3, 2, 1)?.text).to.equal('1 customer bought Card after Camera, 3 before');
  });

  it('is none where no order in time is known', () => {
    expect(told(0, 0, 20)).to.equal(null);
  });

  it('tells neither count where a few people could be had from both', () => {
    const few = { after: 'few', before: 'few', text: 'a few customers bought Card after Camera, a few before' };
    expect(told(12, 4)).to.deep.equal(few);
    expect(told(1, 0)).to.deep.equal(few);
    expect(told(12, 6, 2)).to.deep.equal(few);
    expect(told(12, 6, 5)).to.include({ after: 12, before: 6 });
  });
});
