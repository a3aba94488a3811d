import { expect } from 'chai';
import fc from 'fast-check';
import { contentNeighbours, fitContent } from '../../../src/learning/factorisation/index.js';
import { contentScorer, type ContentInputs } from '../../../src/learning/factorisation/content.js';
import { defaultTitleHash } from '../../../src/learning/text/hash-titles.js';
import { hashTitles } from '../../../src/learning/text/index.js';

function inputs(
  rows: readonly { path?: readonly number[]; brand?: number; price?: number; title?: string }[],
): ContentInputs {
  return {
    categoryPaths: rows.map(({ path }) => path ?? []),
    brandOf: Int32Array.from(rows, ({ brand }) => brand ?? -1),
    priceBandOf: Int32Array.from(rows, ({ price }) => price ?? -1),
    titles: hashTitles(
      rows.map(({ title }) => title ?? ''),
      { ...defaultTitleHash, largestShare: 1 },
    ).weights,
  };
}

const everyone = (count: number): Uint8Array => new Uint8Array(count).fill(1);

describe('content similarity', () => {
  const shop = inputs([
    { path: [2, 0], brand: 0, title: 'dome tent' },
    { path: [2, 0], brand: 1, title: 'tunnel tent' },
    { path: [3, 0], brand: 0, title: 'gas stove' },
    { path: [4, 1], brand: 2, price: 0, title: 'red shoe' },
    { path: [4, 1], price: 0, title: 'blue shoe' },
    {},
  ]);

  it('is the weighted sum of the fields’ cosines', () => {
    const weights = { category: 2, brand: 3, title: 0, price: 0.5 };
    const score = new Float64Array(6);
    contentScorer(fitContent(shop, weights)).score(3, score);
    expect(score[4]).to.be.closeTo(2 + 0.5, 1e-6);
    expect(score[3]).to.be.closeTo(2 + 3 + 0.5, 1e-6);
    expect([...score.subarray(0, 3), score[5]]).to.deep.equal([0, 0, 0, 0]);
    contentScorer(fitContent(shop, weights)).score(0, score);
    const [own, root] = [Math.log(7 / 3), Math.log(7 / 4)];
    expect(score[1]).to.be.closeTo(2, 1e-6);
    expect(score[2]).to.be.closeTo(
      (2 * root ** 2) / Math.hypot(own, root) / Math.hypot(Math.log(7 / 2), root) + 3,
      1e-6,
    );
  });

  it('finds the nearest first, only eligible ones that have something in common, never the product itself', () => {
    const nearest = contentNeighbours(fitContent(shop), everyone(6));
    expect([...nearest(0, 10).products]).to.deep.equal([1, 2]);
    expect([...nearest(0, 1).products]).to.deep.equal([1]);
    expect([...nearest(5, 10).products]).to.deep.equal([]);
    expect([...contentNeighbours(fitContent(shop), Uint8Array.of(1, 0, 1, 1, 1, 1))(0, 10).products]).to.deep.equal([
      2,
    ]);
  });

  it('takes equally near products by their number', () => {
    const twins = inputs(Array.from({ length: 9 }, (_, i) => ({ path: [i === 0 || i > 3 ? 1 : 2, 0] })));
    expect([...contentNeighbours(fitContent(twins), everyone(9))(6, 3).products]).to.deep.equal([0, 4, 5]);
  });

  it('is symmetric, and nobody is nearer to a product than itself', () => {
    const row = fc.record({
      path: fc.constantFrom([], [1, 0], [2, 0], [4, 3], [3]),
      brand: fc.integer({ min: -1, max: 2 }),
      price: fc.integer({ min: -1, max: 2 }),
      title: fc.constantFrom('', 'red tent', 'tent', 'red', 'blue shoe'),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 12 }), (rows) => {
        const scorer = contentScorer(fitContent(inputs(rows)));
        const scores = rows.map((_, x) => {
          const into = new Float64Array(rows.length);
          scorer.score(x, into);
          return into;
        });
        for (let x = 0; x < rows.length; x++) {
          for (let y = 0; y < rows.length; y++) {
            expect(scores[x][y]).to.be.closeTo(scores[y][x], 1e-6);
            expect(scores[x][y]).to.be.at.most(scores[x][x] + 1e-6);
          }
        }
      }),
      { numRuns: 50, seed: 1 },
    );
  });
});
