import { expect } from 'chai';
import { ListService, listQuerySchema } from '../../../src/serving/lists/index.js';
import { historyOfProducts } from '../../../src/shop/index.js';
import { memorySnapshot, type MemoryShop } from './memory-snapshot.js';

/** Five products, each of a category of its own, on a quarter of a circle from product 0 to product 4. */
const angles = [0, 1, 2, 3, 4].map((step) => (step * Math.PI) / 8);
const shop: MemoryShop = {
  parents: [-1, -1, -1, -1, -1],
  categoryOf: [0, 1, 2, 3, 4],
  brandOf: [-1, -1, -1, -1, -1],
  prices: [1, 1, 1, 1, 1],
  stock: [1, 1, 1, 1, 1],
  margins: [0, 0, 0, 0, 0],
  popular: [4, 3, 2, 1, 0],
  lists: new Map(),
  categoryLists: new Map(),
  embeddings: Float32Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)])),
  dimension: 2,
  histories: new Map([['ann', historyOfProducts([4, 0])]]),
};

async function listFor(given: MemoryShop, query: object): Promise<[string, string][]> {
  const snapshot = memorySnapshot(given);
  const service = new ListService({ current: () => snapshot, at: () => Promise.resolve(snapshot) });
  const { items } = await service.answer(listQuerySchema.parse({ products: [], ...query }));
  return items.map(({ productId, evidence }) => [productId, evidence.source]);
}

describe('customers of a snapshot with a model that places them', () => {
  const placed: MemoryShop = { ...shop, userModel: { kind: 'mean', dimension: 2, recency: [1, 0.5] } };

  it('are answered with what lies nearest to their vector, nothing of their own', async () => {
    // The vector lies at 63°, between the products at 67.5° and 45°.
    expect(await listFor(placed, { user: 'ann' })).to.deep.equal([
      ['p3', 'nearest'],
      ['p2', 'nearest'],
      ['p1', 'nearest'],
    ]);
  });

  it('are answered by the order of their history', async () => {
    const list = await listFor(placed, { history: ['p0', 'p4'] });
    expect(list.map(([product]) => product)).to.deep.equal(['p1', 'p2', 'p3']);
  });

  it('are answered as ever where nothing is known of them', async () => {
    const stranger = await listFor(placed, { user: 'bob' });
    expect(stranger.every(([, source]) => source === 'popular')).to.equal(true);
    expect(await listFor(shop, { user: 'bob' })).to.deep.equal(stranger);
  });
});
