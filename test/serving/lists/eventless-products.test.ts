import { expect } from 'chai';
import { BatchRanker, ListService, listQuerySchema } from '../../../src/serving/lists/index.js';
import { candidateList } from '../../ranking/candidates.js';
import { memorySnapshot, type MemoryShop } from './memory-snapshot.js';

/**
 * Five products, each of a category of its own; product 0 has a list of one, and nearest to it lie 2 and 3, which nobody
 * bought or looked at.
 */
const angles = [0, 3, 1, 2, 4].map((step) => (step * Math.PI) / 10);
const shop: MemoryShop = {
  parents: [-1, -1, -1, -1, -1],
  categoryOf: [0, 1, 2, 3, 4],
  brandOf: [0, 0, 1, 1, 0],
  prices: [1, 1, 1, 1, 1],
  stock: [1, 1, 1, 1, 1],
  margins: [0, 0, 0, 0, 0],
  popular: [0, 4, 1, 2, 3],
  eventless: [2, 3],
  lists: new Map([[0, candidateList([{ product: 4, category: 4, score: 0.5 }])]]),
  categoryLists: new Map(),
  embeddings: Float32Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)])),
  dimension: 2,
  histories: new Map(),
};

async function listFor(query: object): Promise<[string, string][]> {
  const snapshot = memorySnapshot(shop);
  const service = new ListService({ current: () => snapshot, at: () => Promise.resolve(snapshot) });
  const { items } = await service.answer(listQuerySchema.parse({ products: ['p0'], ...query }));
  return items.map(({ productId, evidence }) => [productId, evidence.source]);
}

describe('products that nobody bought or looked at', () => {
  it('come after all others, however near they lie', async () => {
    expect(await listFor({})).to.deep.equal([
      ['p4', 'graph'],
      ['p1', 'nearest'],
      ['p2', 'popular'],
      ['p3', 'popular'],
    ]);
  });

  it('are shown where nothing else passes', async () => {
    expect(await listFor({ brand: ['b1'] })).to.deep.equal([
      ['p2', 'popular'],
      ['p3', 'popular'],
    ]);
  });

  it('come last in a batch too', async () => {
    const ranker = await BatchRanker.open(memorySnapshot(shop), 10);
    const [items] = await ranker.answer([{ queryId: 'q', productId: 'p0', onlyNew: false }]);
    expect(items.map(({ productId }) => productId)).to.deep.equal(['p4', 'p1', 'p2', 'p3']);
  });
});
