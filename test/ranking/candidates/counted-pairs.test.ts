import { expect } from 'chai';
import { CountedPairs, type RankingInputs } from '../../../src/ranking/candidates/index.js';
import { ProductRanker, SIGNALS, stageAtBalance } from '../../../src/ranking/reranking/index.js';
import { evidenceOf } from '../pair-counts.js';
import { contextOf, matrix } from '../ranking-fixture.js';

/** Of 1000 orders 400 hold each of 0, 1, 2 and 3; those with 0 and another are so many, told in the row of either. */
const TOGETHER: [number, number, number][] = [
  [0, 1, 130],
  [2, 0, 150],
];
const pairs = matrix(4, TOGETHER);
const evidence = evidenceOf(
  pairs,
  { together: Int32Array.from(pairs.values) },
  { baskets: new Int32Array(4).fill(400), basketTotal: 1000 },
);

describe('pairs of products', () => {
  it('are below chance where even the upper bound of their count is, with a twentieth of leeway', () => {
    const counted = new CountedPairs(evidence);
    // By chance 160. The upper bound of 130 is 153.3, under 160; that of 150 is 175, above 168 and 160.
    expect(counted.belowChance(0, 1)).to.equal(true);
    expect(counted.belowChance(1, 0)).to.equal(true);
    expect(counted.belowChance(0, 2)).to.equal(false);
    const nearly = { ...evidence, together: evidence.together.map((count) => (count === 150 ? 140 : count)) };
    // That of 140 is 164.2: above 160, and shown it might stand out as below chance after a few more orders.
    expect(new CountedPairs(nearly).belowChance(0, 2)).to.equal(true);
  });

  it('that never stand in one order are below chance only where three orders or more were to be expected', () => {
    expect(new CountedPairs(evidence).belowChance(0, 3)).to.equal(true);
    const rare = { ...evidence, baskets: Int32Array.of(400, 400, 400, 7) };
    expect(new CountedPairs(rare).belowChance(0, 3)).to.equal(false);
    expect(new CountedPairs({ ...rare, baskets: Int32Array.of(400, 400, 400, 8) }).belowChance(0, 3)).to.equal(true);
  });

  it('below chance stand on no list, at any balance, however popular and however much evidence speaks for them', () => {
    const inputs: RankingInputs = {
      evidence,
      graph: matrix(4, []),
      context: contextOf({ popularity: [400, 4000, 4, 400], categoryOf: [0, 1, 1, 1], categories: 2 }),
      model: { prior: { affinity: 1, popularity: 1, categoryLift: 0, sameBrand: 0 }, kappa: 4, gamma: 0.5 },
      sources: { affinity: { dimension: 1, values: new Float32Array(4).fill(1) } },
      relations: [[], []],
      candidates: 10,
    };
    const alone = SIGNALS.map((signal) => (signal === 'posterior' ? 1 : 0));
    const odds = new Float32Array(4).fill(1);
    expect([...new ProductRanker(inputs).rank(0, odds).products]).to.deep.equal([2]);
    for (const balance of [0, 0.5, 1]) {
      const secondStage = stageAtBalance({ zero: alone, one: alone, recentShare: 0 }, balance);
      const ranker = new ProductRanker({ ...inputs, model: { ...inputs.model, secondStage } });
      expect([...ranker.rank(0, odds).products], String(balance)).to.deep.equal([2]);
    }
  });
});
