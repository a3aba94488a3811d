import { expect } from 'chai';
import { discard } from '../../src/core/index.js';

describe('discard', () => {
  it('frees the memory of arrays at once, also of two over the same', () => {
    const numbers = new Float64Array(4_000_000).fill(1);
    const before = process.memoryUsage().arrayBuffers;
    discard([numbers, numbers.subarray(1000)]);
    expect(before - process.memoryUsage().arrayBuffers).to.be.at.least(32_000_000);
    expect(numbers.length).to.equal(0);
    discard([]);
  });
});
