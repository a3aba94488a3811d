import { expect } from 'chai';
import { openPolicy } from '../../../src/ranking/lists/index.js';
import { groupCategories } from '../../../src/shop/index.js';
import { composeQuestion } from '../../../src/serving/lists/compose-question.js';
import { candidateList } from '../../ranking/candidates.js';
import { smallShop } from '../small-shop.js';

describe('a question that asks for a balance', () => {
  const base = smallShop();
  // Bounded exposure put product 2 first, which would not lead at any balance.
  const list = candidateList([
    { product: 2, category: 2, score: 0.5, zero: -1, one: -1 },
    { product: 3, category: 3, score: 0.25, zero: 0, one: -2 },
    { product: 4, category: 3, score: 0.25, zero: -2, one: 0 },
  ]);
  const first = async (own: number | undefined, balance: number | undefined): Promise<number> => {
    const { manifest } = base;
    const snapshot = { ...base, manifest: own === undefined ? manifest : { ...manifest, balance: own } };
    const asked = [{ product: 0, category: 1, weight: 1 }];
    const [item] = await composeQuestion(snapshot, { basket: asked, weighed: asked, hidden: [], latest: [] }, [list], {
      policy: openPolicy(groupCategories(snapshot.shared.categories, 'leaf')),
      balance,
      limit: 1,
    });
    return item.product;
  };

  it('gets the list in that order', async () => {
    expect(await first(0.5, 0)).to.equal(3);
    expect(await first(0.5, 1)).to.equal(4);
  });

  it('gets it as it was made at the own balance of the snapshot, where exposure is bounded', async () => {
    expect(await first(0.5, 0.5)).to.equal(2);
    expect(await first(0.5, undefined)).to.equal(2);
  });

  it('gets it as it was made where all balances are alike', async () => {
    expect(await first(undefined, 1)).to.equal(2);
  });
});
