import { expect } from 'chai';
import { baselineLists, baselines, type BaselineData } from '../../../src/evaluation/baselines/index.js';
import { plainTools, randomShop } from './shop.js';

const LENGTH = 10;
const shop = randomShop(3);
const queries = Int32Array.from({ length: shop.products }, (_, x) => x);

/** The slow learners' first configurations only. */
const SLOW = new Set(['LightGCN', 'item2vec', 'ALS']);

describe('the baselines', () => {
  it('have names of their own', () => {
    expect(new Set(baselines.map(({ name }) => name)).size).to.equal(baselines.length);
  });

  for (const baseline of baselines) {
    it(`${baseline.name}: no list holds the query, its category, a repeat or what may not be recommended`, async () => {
      const grid = baseline.grid(shop);
      expect(baseline.offered(shop)).to.be.true;
      expect(grid).to.not.be.empty;
      const scores = new Float64Array(shop.products);
      const configs = SLOW.has(baseline.name) ? grid.slice(0, 1) : grid;
      for await (const { scorer } of baseline.trials(shop, configs, plainTools)) {
        const lists = baselineLists(shop, scorer, queries, LENGTH);
        for (const query of queries) {
          scorer.score(query, scores.fill(NaN));
          expect(scores.every(Number.isFinite), 'every score is a number').to.be.true;
          const list = lists.subarray(query * LENGTH, (query + 1) * LENGTH);
          const shown = Array.from(list).filter((y) => y >= 0);
          const own = shop.categoryGroupOf[query];
          const candidates = Array.from(queries).filter(
            (y) =>
              y !== query && shop.eligible[y] === 1 && shop.categoryGroupOf[y] >= 0 && shop.categoryGroupOf[y] !== own,
          );
          expect(candidates).to.include.members(shown);
          expect(new Set(shown).size).to.equal(shown.length);
          expect(shown).to.have.length(Math.min(LENGTH, candidates.length));
        }
      }
    }).timeout(120_000);
  }

  it('that need labels are offered with brands or a category tree, not without', () => {
    const bare = { ...shop, brandOf: new Int32Array(shop.products).fill(-1) };
    const tree = { ...bare, categoryPaths: Array.from(shop.categoryOf, (c) => Int32Array.from(c < 0 ? [] : [c, 5])) };
    const needing = (data: BaselineData): string[] =>
      baselines.filter((baseline) => !baseline.offered(data)).map(({ name }) => name);
    expect(needing(shop)).to.be.empty;
    expect(needing(bare)).to.deep.equal(['labels', 'buyers and labels']);
    expect(needing(tree)).to.be.empty;
    const labels = baselines.find(({ name }) => name === 'labels')!;
    expect(labels.grid(tree)).to.deep.equal([{ labels: 'category path' }]);
  });

  it('give the same lists from trials as when fitted alone', async () => {
    for (const baseline of baselines.filter(({ name }) => !SLOW.has(name))) {
      const config = baseline.grid(shop)[0];
      const alone = baselineLists(shop, await baseline.fit(shop, config, plainTools), queries, LENGTH);
      for await (const { scorer } of baseline.trials(shop, [config], plainTools)) {
        expect(baselineLists(shop, scorer, queries, LENGTH), baseline.name).to.deep.equal(alone);
      }
    }
  });
});
