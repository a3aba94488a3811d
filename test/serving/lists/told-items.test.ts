import { expect } from 'chai';
import { ListService, listQuerySchema } from '../../../src/serving/lists/index.js';
import { candidateList } from '../../ranking/candidates.js';
import { memorySnapshot, type MemoryShop } from './memory-snapshot.js';

const each = (value: number): number[] => Array.from({ length: 6 }, () => value);

/** Six products, each of a category of its own; products 0 and 1 have lists, which many and few people stand behind. */
const shop: MemoryShop = {
  parents: each(-1),
  categoryOf: [0, 1, 2, 3, 4, 5],
  brandOf: each(0),
  prices: each(1),
  stock: each(1),
  margins: each(0),
  popular: [0, 1, 2, 3, 4, 5],
  lists: new Map([
    [
      0,
      candidateList([
        ...[{ product: 2, category: 2, score: 0.5, probability: 0.25, together: 12, people: 9, sessions: 7 }],
        ...[{ product: 3, category: 3, score: 0.4, probability: 0.125, together: 3, people: 3 }],
        ...[{ product: 4, category: 4, score: 0.3, probability: 0.0625, sessions: 4 }],
      ]),
    ],
    [1, candidateList([{ product: 2, category: 2, score: 0.5, probability: 0.5, together: 2, people: 2 }])],
  ]),
  categoryLists: new Map(),
  embeddings: Float32Array.from([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]),
  dimension: 2,
  histories: new Map(),
};

async function itemsFor(products: readonly string[], { exact = false, buyers = each(9) } = {}) {
  const snapshot = memorySnapshot({ ...shop, buyers });
  const service = new ListService({ current: () => snapshot, at: () => Promise.resolve(snapshot) });
  return (await service.answer(listQuerySchema.parse({ products, limit: 3 }), { exact })).items;
}

async function told(products: readonly string[], asking: Parameters<typeof itemsFor>[1] = {}) {
  return (await itemsFor(products, asking)).map(({ probability, evidence: { together, sessions } }) => [
    probability,
    together,
    sessions,
  ]);
}

describe('the numbers of an item', () => {
  it('are told where enough people stand behind them: probability, orders, visits', async () => {
    expect(await told(['p0'])).to.deep.equal([
      [0.25, 12, 7],
      [null, 'few', 0],
      [null, 0, 'few'],
    ]);
  });

  it('are all told to those who may see exact numbers', async () => {
    expect(await told(['p0'], { exact: true })).to.deep.equal([
      [0.25, 12, 7],
      [0.125, 3, 0],
      [0.0625, 0, 4],
    ]);
  });

  it('have no probability on the list of a product that too few people bought', async () => {
    const items = await itemsFor(['p0'], { buyers: [4, 9, 9, 9, 9, 9] });
    expect(items.map(({ probability }) => probability)).to.deep.equal([null, null, null]);
  });

  it('have none for a basket from which that of a pair of a few people could be had', async () => {
    const [alone, basket] = [await itemsFor(['p0']), await itemsFor(['p0', 'p1'])];
    expect([alone[0].productId, alone[0].probability]).to.deep.equal(['p2', 0.25]);
    expect([basket[0].productId, basket[0].probability]).to.deep.equal(['p2', null]);
    expect((await itemsFor(['p0', 'p1'], { exact: true }))[0].probability).to.equal((0.25 + 0.5) / 2);
  });

  it('are not claimed to be none of what was found by nearness alone', async () => {
    const snapshot = memorySnapshot({ ...shop, lists: new Map() });
    const service = new ListService({ current: () => snapshot, at: () => Promise.resolve(snapshot) });
    const { items } = await service.answer(listQuerySchema.parse({ products: ['p5'], limit: 2 }));
    expect(items.map(({ reason }) => reason)).to.deep.equal(
      items.map(() => 'close to Product 5 in the purchase graph'),
    );
  });
});
