import { expect } from 'chai';
import type { GraphFindings, ThirdProduct } from '../../../src/serving/explanations/graph-findings.js';
import { tellFindings } from '../../../src/serving/explanations/withheld-pair.js';
import { smallShop } from '../small-shop.js';

const { shared } = smallShop();
/** A hundred orders: fifty with product 1, ten with products 3 and 4. */
const snapshot = smallShop({ shared: { ...shared, basketsOf: Int32Array.of(20, 50, 30, 10, 10, 1, 0) } });

/** A third product that stands in so many of twenty orders of x, and of y. */
const third = (productId: string, withX: number, withY: number): ThirdProduct => ({
  ...{ productId, title: productId, strength: 0.1 },
  ...{ withX, peopleWithX: withX, sampledX: 20, withY, peopleWithY: withY, sampledY: 20 },
});

const found = async (...through: readonly ThirdProduct[]): Promise<string[]> => {
  const shared = { together: 0, people: 0, sessions: 0, sessionPeople: 0 };
  const direction = { after: 0, before: 0, unknown: 0 };
  const findings: GraphFindings = { shared, direction, through, categories: [] };
  return (await tellFindings(snapshot, findings, false, 1)).through.map(({ productId }) => productId);
};

describe('the third products on paths', () => {
  it('are told where they were bought with both ends more than by chance', async () => {
    // Of twenty orders, chance has ten with product 1, and two with product 3.
    expect(await found(third('p1', 11, 11), third('p3', 9, 9))).to.deep.equal(['p3']);
    expect(await found(third('p1', 20, 20))).to.deep.equal(['p1']);
    expect(await found(third('p3', 9, 2))).to.deep.equal([]);
    expect(await found(third('p3', 1, 9))).to.deep.equal([]);
  });

  it('are none that the snapshot does not know, and the three strongest at most', async () => {
    expect(await found(third('nobody', 9, 9))).to.deep.equal([]);
    const many = ['p3', 'p4', 'p3', 'p4'].map((id) => third(id, 9, 9));
    expect(await found(...many)).to.deep.equal(['p3', 'p4', 'p3']);
  });
});
