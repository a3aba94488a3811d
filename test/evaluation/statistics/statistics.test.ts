import { expect } from 'chai';
import fc from 'fast-check';
import {
  bootstrapMeans,
  byCategoryPair,
  byPopularityDecile,
  coldQueries,
  compareSystems,
  groupSums,
  interval95,
} from '../../../src/evaluation/statistics/index.js';
import { quantile } from '../../../src/evaluation/statistics/bootstrap.js';
import { randomKey, randomNormal } from '../../../src/core/index.js';
import { NO_HISTORY } from '../../../src/shop/index.js';
import { judged } from '../metrics/judged-example.js';

/** Queries in groups of the given sizes. */
function grouped(sizes: readonly number[]): Parameters<typeof groupSums>[0] {
  const queries = sizes.flatMap((size, group) =>
    Array.from({ length: size }, () => ({
      product: 0,
      user: -1,
      history: NO_HISTORY,
      group,
      truth: [3],
      pool: 'all' as const,
    })),
  );
  return { queries, groups: sizes.length };
}

function normal(length: number, name: string, mean: number): Float64Array {
  const key = randomKey(7, name);
  return Float64Array.from({ length }, (_, i) => mean + randomNormal(key, i));
}

describe('the bootstrap over groups', () => {
  it('has the width that theory gives, and the same draws for the same seed', () => {
    const truth = grouped(new Array<number>(400).fill(1));
    const sums = groupSums(truth, { values: normal(400, 'bootstrap', 2) });
    const [means] = bootstrapMeans([sums], 400);
    const { low, high } = interval95(means);
    expect(high - low).to.be.closeTo((2 * 1.96) / Math.sqrt(400), 0.03);
    expect(bootstrapMeans([sums], 400)[0]).to.deep.equal(means);
    expect(bootstrapMeans([sums], 400, { draws: 1000, seed: 2 })[0]).to.not.deep.equal(means);
  });

  it('draws whole groups: queries that repeat each other make no interval narrower', () => {
    const values = normal(100, 'groups', 0);
    const alone = groupSums(grouped(new Array<number>(100).fill(1)), { values });
    const fourfold = groupSums(grouped(new Array<number>(100).fill(4)), {
      values: Float64Array.from({ length: 400 }, (_, q) => values[Math.floor(q / 4)]),
    });
    const [one, four] = bootstrapMeans([alone, fourfold], 100).map(interval95);
    expect(four.low).to.be.closeTo(one.low, 1e-12);
    expect(four.high).to.be.closeTo(one.high, 1e-12);
  });

  it('gives the mean over the queries of the groups drawn, however large these are', () => {
    const sums = groupSums(grouped([1, 5, 2, 9]), { values: new Float64Array(17).fill(2) });
    expect([...new Set(bootstrapMeans([sums], 4)[0])]).to.deep.equal([2]);
  });

  it('weighs queries, and passes over those without a value', () => {
    const truth = grouped([2, 1]);
    const weights = Float64Array.of(1, 3, 5);
    expect(groupSums(truth, { values: Float64Array.of(2, 4, Number.NaN), weights })).to.deep.equal({
      sum: Float64Array.of(14, 0),
      weight: Float64Array.of(4, 0),
    });
  });

  it('takes quantiles linearly between values', () => {
    expect(quantile(Float64Array.of(1, 2, 4), 0.25)).to.equal(1.5);
    expect(quantile(Float64Array.of(1, 2, 4), 1)).to.equal(4);
    expect(quantile(new Float64Array(0), 0.5)).to.equal(0);
  });
});

describe('a comparison of two systems', () => {
  const truth = grouped(new Array<number>(300).fill(1));
  const base = normal(300, 'base', 0);

  it('finds a difference that is there', () => {
    const better = base.map((value, q) => value + 0.3 + 0.5 * normal(300, 'noise', 0)[q]);
    const { difference, interval, p } = compareSystems(truth, { values: base }, { values: better });
    expect(difference).to.be.closeTo(0.3, 0.1);
    expect(interval.low).to.be.greaterThan(0);
    expect(p).to.be.lessThan(0.001);
  });

  it('finds none between a system and itself', () => {
    expect(compareSystems(truth, { values: base }, { values: base })).to.deep.equal({
      difference: 0,
      interval: { low: 0, high: 0 },
      p: 1,
    });
  });

  it('gives p below 5 % about one time in twenty where there is no difference', () => {
    let significant = 0;
    for (let trial = 0; trial < 200; trial++) {
      const values = normal(60, `null ${trial}`, 0);
      const { p } = compareSystems(
        grouped(new Array<number>(60).fill(1)),
        { values: new Float64Array(60) },
        { values },
        { draws: 400, seed: trial },
      );
      if (p < 0.05) significant++;
    }
    expect(significant).to.be.within(2, 20);
  });

  it('gives the p of all sign flips where there are few: one difference can have either sign', () => {
    const { p } = compareSystems(grouped([1]), { values: Float64Array.of(0) }, { values: Float64Array.of(1) });
    expect(p).to.equal(1);
  });
});

describe('results by part', () => {
  it('by popularity: tenths of the queries, equally bought products together', () => {
    const counts = Int32Array.from({ length: 20 }, (_, product) => (product < 12 ? 1 : product));
    const queries = [...counts.keys()].map((product) => ({ ...grouped([1]).queries[0], product }));
    const bands = byPopularityDecile({ queries, counts }, { values: Float64Array.from(queries.keys()) });
    expect(bands.map(({ from, to, queries: n }) => [from, to, n])).to.deep.equal([
      [1, 1, 12],
      [12, 13, 2],
      [14, 15, 2],
      [16, 17, 2],
      [18, 19, 2],
    ]);
    expect(bands[1].value).to.equal(12.5);
  });

  it('by popularity: every query is in one band', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 60 }), (bought) => {
        const counts = Int32Array.from(bought);
        const queries = bought.map((_, product) => ({ ...grouped([1]).queries[0], product }));
        const bands = byPopularityDecile({ queries, counts }, { values: new Float64Array(bought.length) });
        expect(bands.reduce((sum, band) => sum + band.queries, 0)).to.equal(bought.length);
      }),
    );
  });

  it('cold: products bought three times at most', () => {
    const { truth } = judged([
      { product: 2, truth: [3], list: [] },
      { product: 3, truth: [0], list: [] },
    ]);
    expect([...coldQueries(truth)]).to.deep.equal([0, 1]);
  });

  it('by pair of categories: only truth of the second counts', () => {
    const judgement = judged([
      { product: 0, truth: [3, 6], list: [3, 5, 6] },
      { product: 1, truth: [4], list: [7, 3] },
    ]);
    expect(byCategoryPair(judgement, 9)).to.deep.equal([
      { source: 0, target: 1, queries: 2, truth: 2, ndcg: 0.5 },
      { source: 0, target: 2, queries: 1, truth: 1, ndcg: 0.5 },
    ]);
    expect(byCategoryPair(judgement, 1).length).to.equal(1);
    const [two] = byCategoryPair(judged([{ product: 2, truth: [3, 4], list: [4] }]), 1);
    expect(two.ndcg).to.be.closeTo(1 / (1 + 1 / Math.log2(3)), 1e-12);
  });
});
