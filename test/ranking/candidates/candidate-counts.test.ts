import { expect } from 'chai';
import { basketHolders, formBaskets, gatherEvidence } from '../../../src/learning/cooccurrence/index.js';
import { CandidateLinks } from '../../../src/ranking/candidates/index.js';
import { matrix } from '../ranking-fixture.js';

/** Six orders: 0 with 1 three times, 0 with 2 and 1 with 2 twice, 2 with 3 once. */
const ORDERS = [
  [0, 1],
  [0, 1],
  [0, 1, 2],
  [0, 2],
  [1, 2],
  [2, 3],
];
const baskets = formBaskets(
  {
    basket: Int32Array.from(ORDERS.flatMap((order, b) => order.map(() => b))),
    product: Int32Array.from(ORDERS.flat()),
    kind: new Uint8Array(ORDERS.flat().length),
    basketTime: new Float64Array(ORDERS.length),
  },
  4,
  { kindWeights: [1], countedKinds: [0], halfLifeDays: Infinity },
);

/** The counts of each product with the others, by evidence of so many pairs a product. */
function countsOf(keep: number, counted = true) {
  const options = { damping: 0.5, halfLifeDays: Infinity, distance: 0, repeat: 0.5, largestBasket: 10, keep };
  const evidence = gatherEvidence(baskets, options);
  const uncut = { keep, holders: basketHolders(baskets, options) };
  const links = new CandidateLinks({ evidence: counted ? { ...evidence, uncut } : evidence, graph: matrix(4, []) });
  return [0, 1, 2, 3].map((x) => [
    ...links.of(
      x,
      Int32Array.of(0, 1, 2, 3).filter((y) => y !== x),
    ).together,
  ]);
}

describe('the counts of candidates', () => {
  const whole = [
    [3, 2, 0],
    [3, 2, 0],
    [2, 2, 1],
    [0, 0, 1],
  ];

  it('are those of all orders, in which row of the evidence ever they stand', () => {
    expect(countsOf(4)).to.deep.equal(whole);
    expect(countsOf(2)).to.deep.equal(whole);
  });

  it('are counted anew where both rows had no room for the pair', () => {
    expect(countsOf(1)).to.deep.equal(whole);
    expect(countsOf(1, false)).not.to.deep.equal(whole);
  });
});
