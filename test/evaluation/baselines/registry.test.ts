import { expect } from 'chai';
import { peerLists, peers, type PeerData } from '../../../src/evaluation/baselines/index.js';
import { plainTools, randomShop } from './shop.js';

const LENGTH = 10;
const shop = randomShop(3);
const queries = Int32Array.from({ length: shop.products }, (_, x) => x);

/** The slow learners' first configurations only. */
const SLOW = new Set(['LightGCN', 'item2vec', 'ALS']);

describe('the peers', () => {
  it('have names of their own', () => {
    expect(new Set(peers.map(({ name }) => name)).size).to.equal(peers.length);
  });

  for (const peer of peers) {
    it(`${peer.name}: no list holds the query, its category, a repeat or what may not be recommended`, async () => {
      const grid = peer.grid(shop);
      expect(peer.offered(shop)).to.be.true;
      expect(grid).to.not.be.empty;
      const scores = new Float64Array(shop.products);
      const configs = SLOW.has(peer.name) ? grid.slice(0, 1) : grid;
      for await (const { scorer } of peer.trials(shop, configs, plainTools)) {
        const lists = peerLists(shop, scorer, queries, LENGTH);
        for (const query of queries) {
          scorer.score(query, scores.fill(NaN));
          expect(scores.every(Number.isFinite), 'every score is a number').to.be.true;
          const list = lists.subarray(query * LENGTH, (query + 1) * LENGTH);
          const shown = Array.from(list).filter((y) => y >= 0);
          const own = shop.lineOf[query];
          const candidates = Array.from(queries).filter(
            (y) => y !== query && shop.eligible[y] === 1 && shop.lineOf[y] >= 0 && shop.lineOf[y] !== own,
          );
          expect(candidates).to.include.members(shown);
          expect(new Set(shown).size).to.equal(shown.length);
          expect(shown).to.have.length(Math.min(LENGTH, candidates.length));
        }
      }
    }).timeout(60_000);
  }

  it('that need labels are offered with brands or a category tree, not without', () => {
    const bare = { ...shop, brandOf: new Int32Array(shop.products).fill(-1) };
    const tree = { ...bare, categoryPaths: Array.from(shop.categoryOf, (c) => Int32Array.from(c < 0 ? [] : [c, 5])) };
    const needing = (data: PeerData): string[] => peers.filter((peer) => !peer.offered(data)).map(({ name }) => name);
    expect(needing(shop)).to.be.empty;
    expect(needing(bare)).to.deep.equal(['labels', 'buyers and labels']);
    expect(needing(tree)).to.be.empty;
    const labels = peers.find(({ name }) => name === 'labels')!;
    expect(labels.grid(tree)).to.deep.equal([{ labels: 'category path' }]);
  });

  it('give the same lists from trials as when fitted alone', async () => {
    for (const peer of peers.filter(({ name }) => !SLOW.has(name))) {
      const config = peer.grid(shop)[0];
      const alone = peerLists(shop, await peer.fit(shop, config, plainTools), queries, LENGTH);
      for await (const { scorer } of peer.trials(shop, [config], plainTools)) {
        expect(peerLists(shop, scorer, queries, LENGTH), peer.name).to.deep.equal(alone);
      }
    }
  });
});
