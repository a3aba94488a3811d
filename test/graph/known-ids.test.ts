import { expect } from 'chai';
import { KnownIds } from '../../src/graph/import/known-ids.js';

describe('ids known to be in the graph', () => {
  it('asks the graph once about an id that it has, and again about one that it has not', async () => {
    const asked: string[][] = [];
    const known = new KnownIds(10, (ids) => {
      asked.push(ids);
      return Promise.resolve(ids.filter((each) => each !== 'ghost'));
    });
    expect([...(await known.unknownAmong(['a', 'ghost', 'a']))]).to.deep.equal(['ghost']);
    expect([...(await known.unknownAmong(['a', 'ghost']))]).to.deep.equal(['ghost']);
    expect(asked).to.deep.equal([['a', 'ghost'], ['ghost']]);
  });

  it('forgets the least used beyond its capacity and then asks again', async () => {
    let questions = 0;
    const known = new KnownIds(2, (ids) => {
      questions++;
      return Promise.resolve(ids);
    });
    for (const each of ['a', 'b', 'c', 'c', 'a']) await known.unknownAmong([each]);
    expect(questions).to.equal(4);
  });
});
