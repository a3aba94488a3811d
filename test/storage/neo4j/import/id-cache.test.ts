import { expect } from 'chai';
import { IdCache } from '../../../../src/storage/neo4j/import/id-cache.js';

describe('the cache of ids', () => {
  it('names those that it does not hold, each once', () => {
    const ids = new IdCache(10);
    ids.add(['a', 'ü']);
    expect([...ids.missingFrom(['a', 'b', 'ü', 'b'])]).to.deep.equal(['b']);
  });

  it('forgets the least used beyond its capacity', () => {
    const ids = new IdCache(2);
    ids.add(['a', 'b']);
    ids.missingFrom(['a']);
    ids.add(['c']);
    expect([...ids.missingFrom(['a', 'b', 'c'])]).to.deep.equal(['b']);
  });
});
