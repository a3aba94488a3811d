import { expect } from 'chai';
import fc from 'fast-check';
import { fitBm25Neighbours } from '../../../../src/evaluation/baselines/methods/bm25-neighbours.js';
import { fitCosineNeighbours } from '../../../../src/evaluation/baselines/methods/cosine-neighbours.js';
import { fitIdfOverlap, idfOverlapScorer } from '../../../../src/evaluation/baselines/methods/idf-overlap.js';
import {
  fitPearsonNeighbours,
  pearsonNeighboursScorer,
} from '../../../../src/evaluation/baselines/methods/pearson-neighbours.js';
import { fitTfIdfNeighbours } from '../../../../src/evaluation/baselines/methods/tf-idf-neighbours.js';
import { labelRows } from '../../../../src/evaluation/baselines/methods/label-rows.js';
import { meanScorer } from '../../../../src/evaluation/baselines/methods/mean-scorer.js';
import { scaledCoOccurrenceScorer } from '../../../../src/evaluation/baselines/methods/scaled-co-occurrence.js';
import type { ItemScorer } from '../../../../src/learning/factorisation/index.js';
import { rowsOfProducts, scoresFor } from '../../../learning/factorisation/shop.js';

/** Products 0 to 3 are in 3, 2, 2 and 1 of four rows; 0 is with 1 twice, with 2 and 3 once. */
const rows = rowsOfProducts([[0, 1], [0, 1, 2], [0, 3], [2]], 4);

function expectScores(scorer: ItemScorer, product: number, expected: readonly number[]): void {
  scoresFor(scorer, product, expected.length).forEach((score, y) => {
    if (y !== product) expect(score, `product ${y}`).to.be.closeTo(expected[y], 1e-12);
  });
}

describe('neighbours', () => {
  it('by cosine', () => {
    expectScores(scaledCoOccurrenceScorer(fitCosineNeighbours(rows)), 0, [
      1,
      2 / Math.sqrt(6),
      1 / Math.sqrt(6),
      1 / Math.sqrt(3),
    ]);
  });

  it('by Pearson correlation, and 0 where nothing is shared', () => {
    const scorer = pearsonNeighboursScorer(fitPearsonNeighbours(rows));
    const phi = (both: number, p: number, q: number): number => (both - p * q) / Math.sqrt(p * (1 - p) * q * (1 - q));
    expectScores(scorer, 0, [1, phi(0.5, 0.75, 0.5), phi(0.25, 0.75, 0.5), phi(0.25, 0.75, 0.25)]);
    expect(scoresFor(scorer, 3, 4)[2]).to.equal(0);
  });

  it('by TF-IDF: a row of many products says less, one of all but one nothing', () => {
    const scorer = scaledCoOccurrenceScorer(fitTfIdfNeighbours(rows));
    expectScores(scorer, 0, [1, Math.SQRT1_2, 0, Math.SQRT1_2]);
  });

  it('by BM25: much bought products count less', () => {
    const scorer = scaledCoOccurrenceScorer(fitBm25Neighbours(rows, { saturation: 1, lengthNormalisation: 1 }));
    const square = Math.log(4 / 3) ** 2;
    // Two rows a product on average: scales 2 / (1 + n / 2) are .8, 1, 1 and 4/3.
    expectScores(scorer, 0, [0, square * 0.8, 0, square * 0.8 * (4 / 3)]);
  });

  it('by the IDF-weighted overlap of their buyers', () => {
    const scorer = idfOverlapScorer(fitIdfOverlap(rows));
    const two = Math.log(4 / 2);
    const three = Math.log(4 / 3);
    const own = 2 * two + three;
    expectScores(scorer, 0, [
      1,
      ((two + three) / Math.sqrt(own * (two + three))) * (2 / 102),
      (three / Math.sqrt(own * (three + Math.log(4)))) * (1 / 101),
      (two / Math.sqrt(own * two)) * (1 / 101),
    ]);
  });

  it('with the very same labels are as near as can be, without any common label not at all', () => {
    const brands = Int32Array.from([0, 0, 1, -1, -1]);
    const colours = Int32Array.from([0, 0, 0, 1, -1]);
    const scorer = idfOverlapScorer(fitIdfOverlap(labelRows([brands, colours])));
    expect(scoresFor(scorer, 0, 5).map((score) => (score === 1 ? 1 : score > 0 ? 0.5 : 0))).to.deep.equal([
      1, 1, 0.5, 0, 0,
    ]);
    expect(scoresFor(scorer, 4, 5)).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it('may have several labels of one kind', () => {
    const paths = [[3, 0], [4, 0], [4, 0], []].map((path) => Int32Array.from(path));
    const scorer = idfOverlapScorer(fitIdfOverlap(labelRows([paths])));
    const leaf = Math.log(4 / 1);
    const shared = Math.log(4 / 2);
    const root = Math.log(4 / 3);
    expectScores(scorer, 0, [1, ...[1, 2].map(() => root / Math.sqrt((leaf + root) * (shared + root)) / 101), 0]);
    expect(scoresFor(scorer, 1, 4)[2]).to.equal(1);
  });

  it('by several measures: their mean', () => {
    const constant = (value: number): ItemScorer => ({ score: (_product, into) => void into.fill(value) });
    expect(scoresFor(meanScorer([constant(1), constant(0.5)]), 0, 3)).to.deep.equal([0.75, 0.75, 0.75]);
  });

  it('are as near one way as the other, and never further than themselves', () => {
    const contents = fc.array(fc.uniqueArray(fc.nat(5), { maxLength: 6 }), { minLength: 2, maxLength: 15 });
    fc.assert(
      fc.property(contents, (shop) => {
        const matrix = rowsOfProducts(shop, 6);
        const scorers = [
          scaledCoOccurrenceScorer(fitCosineNeighbours(matrix)),
          scaledCoOccurrenceScorer(fitTfIdfNeighbours(matrix)),
          pearsonNeighboursScorer(fitPearsonNeighbours(matrix)),
          idfOverlapScorer(fitIdfOverlap(matrix)),
        ];
        for (const scorer of scorers) {
          const all = Array.from({ length: 6 }, (_, x) => scoresFor(scorer, x, 6));
          for (let x = 0; x < 6; x++) {
            for (let y = 0; y < 6; y++) {
              expect(all[x][y])
                .to.be.closeTo(all[y][x], 1e-12)
                .and.at.most(1 + 1e-12);
            }
          }
        }
      }),
    );
  });
});
