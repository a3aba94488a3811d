import { expect } from 'chai';
import { learnedFor } from '../../../src/serving/lists/index.js';
import { smallShop } from '../small-shop.js';

const relation = (related: number, support: number) =>
  ({ related, support, weight: 0.5, confidence: 0.1, low: 0.05, high: 0.2 }) as const;
/** Category 1 goes with 3, which nine baskets say, and with 2, which three do. */
const snapshot = {
  shared: smallShop().shared,
  learnedRelations: (categories: readonly number[]) =>
    Promise.resolve(categories.map((category) => (category === 1 ? [relation(3, 9), relation(2, 3)] : undefined))),
};
const item = { source: 'category', because: 0, through: -1 } as const;

describe('whether two categories go together', () => {
  it('is what baskets say of them, of enough people', async () => {
    const goTogether = await learnedFor(snapshot, [item], 5);
    expect([goTogether(1, 3), goTogether(1, 2), goTogether(1, 0), goTogether(3, 1)]).to.deep.equal([
      true,
      false,
      false,
      false,
    ]);
    expect((await learnedFor(snapshot, [item], 1))(1, 2)).to.equal(true);
  });

  it('is not asked for items that have more to speak for them', async () => {
    const unread = { ...snapshot, learnedRelations: () => Promise.reject(new Error('was read')) };
    const others = [
      { ...item, source: 'graph' as const },
      { ...item, through: 4 },
      { ...item, because: -1 },
    ];
    expect((await learnedFor(unread, others, 1))(1, 3)).to.equal(false);
  });
});
