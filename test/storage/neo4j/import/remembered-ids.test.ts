import { expect } from 'chai';
import { RememberedIds } from '../../../../src/storage/neo4j/import/remembered-ids.js';

describe('remembered ids', () => {
  it('names those that it does not remember, each once', () => {
    const ids = new RememberedIds(10);
    ids.remember(['a', 'ü']);
    expect([...ids.missingFrom(['a', 'b', 'ü', 'b'])]).to.deep.equal(['b']);
  });

  it('forgets the least used beyond its capacity', () => {
    const ids = new RememberedIds(2);
    ids.remember(['a', 'b']);
    ids.missingFrom(['a']);
    ids.remember(['c']);
    expect([...ids.missingFrom(['a', 'b', 'c'])]).to.deep.equal(['b']);
  });
});
