import { expect } from 'chai';
import { parsePayload, trainKind } from '../../../src/storage/queue/index.js';

describe('the payload of a training', () => {
  it('asks for a filter without anything that only a network has', () => {
    expect(parsePayload(trainKind, { layer: 'filter', seed: 3, balance: 0.5 })).to.include({
      layer: 'filter',
      seed: 3,
    });
    for (const odd of [
      { steps: 3 },
      { depth: 1 },
      { warm: true },
      { category: 'tents' },
      { text: 'hash' },
      { users: 'bilstm' },
    ]) {
      expect(() => parsePayload(trainKind, { layer: 'filter', ...odd }))
        .to.throw(new RegExp(Object.keys(odd)[0]))
        .with.property('code', 'invalid-job');
      expect(parsePayload(trainKind, odd)).to.include(odd);
    }
  });
});
