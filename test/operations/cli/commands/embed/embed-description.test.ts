import { expect } from 'chai';
import { describeEmbedding } from '../../../../../src/operations/cli/commands/embed/run.js';
import type { EmbedResult } from '../../../../../src/storage/queue/index.js';

const RESULT: EmbedResult = {
  snapshot: 'abc',
  model: 'def',
  provider: 'cpu',
  products: 1200,
  lists: 1100,
  events: 30_000,
  seconds: 4.2,
  changed: true,
  writeBack: { state: 'off' },
  notes: [],
};

describe('what embed says at its end', () => {
  it('names the snapshot, and where the lists were written back', () => {
    expect(describeEmbedding(RESULT)).to.equal(
      'Snapshot abc of model def is live: 1,200 products, 30,000 events, 1,100 lists (4.2 s on cpu).',
    );
    const writeBack = { state: 'written', lists: 1200, relations: 50, removed: 0, seconds: 1.23 } as const;
    expect(describeEmbedding({ ...RESULT, writeBack }).split('\n')[1]).to.equal(
      'Lists and embeddings are in the graph too (1.2 s): see "alongside cypher".',
    );
  });

  it('says that a failed write-back leaves the lists live, why it failed and what to do', () => {
    const writeBack = { state: 'failed', reason: 'Neo4j went away' } as const;
    const [live, failed] = describeEmbedding({ ...RESULT, writeBack }).split('\n');
    expect(live).to.contain('is live');
    expect(failed).to.contain('Neo4j went away').and.contain('"alongside embed" goes on with it');
  });
});
