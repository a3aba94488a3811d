import { expect } from 'chai';
import { counted } from '../../src/core/index.js';

describe('a count of things', () => {
  it('is of one thing or of many', () => {
    expect([0, 1, 1234].map((count) => counted(count, 'model'))).to.deep.equal(['0 models', '1 model', '1,234 models']);
    expect([1, 2].map((count) => counted(count, 'category', 'categories'))).to.deep.equal([
      '1 category',
      '2 categories',
    ]);
  });
});
