import { expect } from 'chai';
import { shareArrays } from '../../../../src/ranking/pipeline/rank/share-arrays.js';

describe('arrays that threads share', () => {
  const values = Float32Array.of(1, 2, 3);
  const whole = { name: 'rows', values, again: { values }, list: [Int32Array.of(4)], nothing: undefined };

  it('hold the same numbers, in memory of their own, what is held twice once', () => {
    const shared = shareArrays(whole);
    expect(shared).to.deep.equal(whole);
    expect(shared.values.buffer).to.be.instanceOf(SharedArrayBuffer);
    expect(shared.again.values).to.equal(shared.values);
    values[0] = 9;
    expect(shared.values[0]).to.equal(1);
  });

  it('are not copied again where they are shared already', () => {
    const shared = shareArrays(whole);
    expect(shareArrays(shared).list[0]).to.equal(shared.list[0]);
  });
});
