import { expect } from 'chai';
import { chosenMethods } from '../../../src/evaluation/runner/index.js';
import { methodWord } from '../../../src/evaluation/runner/method-names.js';

const groups = new Map([
  ['all', ['alongside', 'lift, shrunk', 'PageRank, 4 steps']],
  ['peers', ['lift, shrunk', 'PageRank, 4 steps']],
]);

describe('names of methods on the command line', () => {
  it('are words of small letters', () => {
    expect(methodWord('PageRank, 4 steps')).to.equal('pagerank-4-steps');
    expect(methodWord('TF-IDF kNN')).to.equal('tf-idf-knn');
  });

  it('choose methods alone or by group', () => {
    expect([...chosenMethods('lift-shrunk, alongside', groups)]).to.have.members(['alongside', 'lift, shrunk']);
    expect([...chosenMethods('peers', groups)]).to.deep.equal(['lift, shrunk', 'PageRank, 4 steps']);
  });

  it('are refused when unknown, with all that there are', () => {
    expect(() => chosenMethods('alongside,gorse', groups)).to.throw(/"gorse".*pagerank-4-steps/);
  });
});
