import { expect } from 'chai';
import { meanOf, queryValues, type QueryMetric } from '../../../src/evaluation/metrics/index.js';
import { judged, type Asked } from './judged-example.js';

function value(metric: QueryMetric, asked: Asked, cutoff?: number): number {
  return queryValues(judged([asked], cutoff))[metric].values[0];
}

/** Bought 0; hits at places 2 and 3 of 5, one of three true products is missed. */
const asked: Asked = { product: 0, truth: [3, 4, 7], list: [5, 3, 7, 6, 8] };
const log3 = Math.log2(3);

describe('metrics of a list, by hand', () => {
  it('NDCG: hits discounted by place, over the best list', () => {
    expect(value('ndcg', asked)).to.be.closeTo((1 / log3 + 1 / 2) / (1 + 1 / log3 + 1 / 2), 1e-12);
    expect(value('ndcg', { ...asked, list: [7, 4, 3] })).to.be.closeTo(1, 1e-12);
    expect(value('ndcg', { ...asked, list: [] })).to.equal(0);
  });

  it('NDCG: the best list is no longer than the places', () => {
    expect(value('ndcg', { ...asked, list: [3, 4, 7] }, 2)).to.be.closeTo(1, 1e-12);
  });

  it('debiased NDCG: a true product weighs (count + 1)^-½', () => {
    // Weights: 3 and 4 have ½, 7 has 1; the best list is 7, 3, 4.
    const found = 0.5 / log3 + 1 / 2;
    const best = 1 + 0.5 / log3 + 0.5 / 2;
    const { values, weights } = queryValues(judged([asked])).debiasedNdcg;
    expect(values[0]).to.be.closeTo(found / best, 1e-12);
    expect(weights![0]).to.be.closeTo(2 / 3, 1e-12);
  });

  it('debiased NDCG: its mean weighs queries by the mean weight of their truth', () => {
    const rare: Asked = { product: 0, truth: [6], list: [6] };
    const popular: Asked = { product: 3, truth: [0], list: [1] };
    expect(meanOf(queryValues(judged([rare, popular])).debiasedNdcg)).to.be.closeTo(1 / 1.1, 1e-12);
  });

  it('recall, precision, F1 and hit rate', () => {
    expect(value('recall', asked)).to.be.closeTo(2 / 3, 1e-12);
    expect(value('precision', asked)).to.be.closeTo(2 / 5, 1e-12);
    expect(value('f1', asked)).to.be.closeTo(0.5, 1e-12);
    expect(value('hitRate', asked)).to.equal(1);
    expect(value('hitRate', { ...asked, list: [5, 6] })).to.equal(0);
    expect(value('precision', { ...asked, list: [3] })).to.be.closeTo(1 / 5, 1e-12);
  });

  it('reciprocal rank and average precision', () => {
    expect(value('reciprocalRank', asked)).to.equal(1 / 2);
    expect(value('reciprocalRank', { ...asked, list: [5] })).to.equal(0);
    expect(value('averagePrecision', asked)).to.be.closeTo((1 / 2 + 2 / 3) / 3, 1e-12);
    expect(value('averagePrecision', { ...asked, list: [3, 5] }, 2)).to.be.closeTo(1 / 2, 1e-12);
  });

  it('ROC-AUC: pairs of true and other candidates of other lines, unlisted ones tied at the end', () => {
    // Of other category groups: 3 to 8. True 3, 4, 7; others 5, 6, 8. Listed 5, 3, 7: 3 and 7 stand before 6 and 8, and 4 is tied
    // with both: (2 + 2 + ½ + ½) of 9 pairs.
    expect(value('rocAuc', { ...asked, list: [5, 3, 7] })).to.be.closeTo(5 / 9, 1e-12);
    expect(value('rocAuc', { ...asked, list: [] })).to.equal(0.5);
    expect(value('rocAuc', { ...asked, list: [3, 4, 7] })).to.equal(1);
    expect(value('rocAuc', { ...asked, truth: [3, 4, 5, 6, 7, 8] })).to.be.NaN;
  });

  it('ROC-AUC: only new products are candidates where only they may be recommended', () => {
    expect(value('rocAuc', { product: 0, truth: [8], list: [], pool: 'new' })).to.be.NaN;
  });

  it('tail recall: the truth outside the most bought fifth', () => {
    // Nine candidates: the head is 0 and 1.
    const tail: Asked = { product: 3, truth: [0, 2, 6, 7], list: [0, 6, 8] };
    expect(value('tailRecall', tail)).to.be.closeTo(1 / 3, 1e-12);
    expect(value('tailRecall', { ...tail, truth: [0, 1] })).to.be.NaN;
  });

  it('category diversity: lines over places that are filled', () => {
    expect(value('categoryDiversity', { product: 0, truth: [3], list: [3, 4, 6] })).to.be.closeTo(2 / 3, 1e-12);
    expect(value('categoryDiversity', { product: 0, truth: [3], list: [] })).to.be.NaN;
  });

  it('novelty: bits of self-information, popularity: percentiles among the candidates', () => {
    // Purchases + 1 of the candidates: 100 + 16 + 9 + 4 + 4 + 2 + 1 + 1 + 1 = 138.
    const list: Asked = { product: 6, truth: [3], list: [0, 3] };
    expect(value('novelty', list)).to.be.closeTo((Math.log2(138 / 100) + Math.log2(138 / 4)) / 2, 1e-12);
    // Product 0 is above 8 of 9, itself half counted; 3 and 4 share places 5 and 6 from below.
    expect(value('popularityPercentile', list)).to.be.closeTo((100 * (8.5 / 9) + 100 * (5 / 9)) / 2, 1e-9);
  });
});

describe('a product that may not stand on the list', () => {
  const clean: Asked = { product: 0, truth: [3], list: [5, 3] };
  const wrong: readonly (readonly [string, Asked])[] = [
    ["is the query's own", { ...clean, list: [0, 3] }],
    ["is of the query's line", { ...clean, list: [1, 3] }],
    ['is no candidate', { ...clean, list: [9, 3] }],
    ['is repeated', { ...clean, list: [5, 5, 3] }],
    ['is not new where only new ones may stand', { ...clean, truth: [8], list: [5, 8], pool: 'new' }],
  ];

  it('is counted in the lists that violate', () => {
    expect(value('violations', clean)).to.equal(0);
    for (const [why, each] of wrong) expect(value('violations', each), why).to.equal(1);
  });

  it('keeps its place as a miss', () => {
    const { list } = wrong[3][1];
    expect(value('reciprocalRank', { ...clean, list })).to.equal(1 / 3);
    expect(value('filledPlaces', { ...clean, list })).to.equal(3);
    expect(value('recall', { ...clean, list: [3, 3] })).to.equal(1);
    expect(value('precision', { ...clean, list: [3, 3] })).to.be.closeTo(1 / 5, 1e-12);
  });
});

describe('the mean of a metric', () => {
  it('passes over queries without a value and those that are not chosen', () => {
    const values = Float64Array.of(1, Number.NaN, 3, 8);
    expect(meanOf({ values })).to.equal(4);
    expect(meanOf({ values }, Uint8Array.of(1, 1, 1, 0))).to.equal(2);
    expect(meanOf({ values, weights: Float64Array.of(1, 1, 3, 0) })).to.equal(2.5);
    expect(meanOf({ values }, new Uint8Array(4))).to.equal(0);
  });
});
