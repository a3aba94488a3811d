import { expect } from 'chai';
import {
  brandExposure,
  catalogueValues,
  judge,
  listCalibration,
  priceExposure,
} from '../../../src/evaluation/metrics/index.js';
import { calibrate } from '../../../src/evaluation/metrics/calibration.js';
import { judged } from './judged-example.js';

const lists = judged([
  { product: 0, truth: [3], list: [3, 6, 1] },
  { product: 6, truth: [3], list: [3, 0] },
]);

describe('metrics of all lists together, by hand', () => {
  it('coverage: shown candidates over all, violations not counted', () => {
    expect(catalogueValues(lists).coverage).to.be.closeTo(3 / 9, 1e-12);
  });

  it('Gini of exposure over the candidates', () => {
    // Exposure ascending: 0 six times, 1, 1, 2; (2 · 7 - 10) · 1 + (16 - 10) · 1 + (18 - 10) · 2 = 26 over 9 · 4.
    expect(catalogueValues(lists).exposureGini).to.be.closeTo(26 / 36, 1e-12);
    expect(catalogueValues(judged([{ product: 0, truth: [3], list: [] }])).exposureGini).to.equal(0);
  });

  it('exposure per brand: shares of the places, purchases and candidates', () => {
    const brands = ['Acme', null, null, 'Bolt', 'Bolt', null, 'Acme', null, null, null];
    expect(brandExposure(lists, brands)).to.deep.equal([
      { group: 'Acme', places: 2 / 4, purchases: 99 / 129, candidates: 2 / 9 },
      { group: 'Bolt', places: 2 / 4, purchases: 6 / 129, candidates: 2 / 9 },
    ]);
  });

  it('exposure per price band: fifths of the priced candidates, equal prices together', () => {
    const prices = Float64Array.of(1, 2, 2, 4, 5, 6, Number.NaN, Number.NaN, Number.NaN, 100);
    const bands = priceExposure(lists, prices);
    expect(bands.map(({ group }) => group)).to.deep.equal(['lowest', 'middle', 'high', 'highest']);
    expect(bands.map(({ candidates }) => Math.round(candidates * 9))).to.deep.equal([3, 1, 1, 1]);
    expect(bands.map(({ places }) => places * 4)).to.deep.equal([1, 2, 0, 0]);
    expect(priceExposure(lists, new Float64Array(10).fill(Number.NaN))).to.deep.equal([]);
  });
});

describe('calibration', () => {
  it('compares the means of bins of equal count, and single predictions', () => {
    const predicted = Float64Array.of(0.6, 0.1, 0.3, 0.8);
    const observed = Float64Array.of(0, 0, 1, 1);
    const { bins, mae, mse, maeSingle, mseSingle } = calibrate(predicted, observed, 2);
    expect(bins.map(({ count, observed: rate }) => [count, rate])).to.deep.equal([
      [2, 0.5],
      [2, 0.5],
    ]);
    expect(bins[0].predicted).to.be.closeTo(0.2, 1e-12);
    expect(bins[1].predicted).to.be.closeTo(0.7, 1e-12);
    expect(mae).to.be.closeTo((0.3 + 0.2) / 2, 1e-12);
    expect(mse).to.be.closeTo((0.09 + 0.04) / 2, 1e-12);
    expect(maeSingle).to.be.closeTo((0.6 + 0.1 + 0.7 + 0.2) / 4, 1e-12);
    expect(mseSingle).to.be.closeTo((0.36 + 0.01 + 0.49 + 0.04) / 4, 1e-12);
  });

  it("observes a list's product as its share of what was bought along", () => {
    const given = judged([{ product: 0, truth: [3, 4], list: [3, 5] }], 2);
    const stated = { length: 2, products: Int32Array.of(3, 5), probabilities: Float64Array.of(0.4, 0.2) };
    const found = listCalibration(judge(given.truth, stated, 2), stated, 2);
    expect(found?.bins).to.deep.equal([
      { predicted: 0.2, observed: 0, count: 1 },
      { predicted: 0.4, observed: 0.5, count: 1 },
    ]);
    expect(listCalibration(given, { length: 2, products: stated.products })).to.equal(undefined);
  });
});
