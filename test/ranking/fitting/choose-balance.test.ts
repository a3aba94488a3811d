import { expect } from 'chai';
import { chooseBalance, type ListedProduct, type SecondStageQuery } from '../../../src/ranking/fitting/index.js';
import type { BalanceOptions } from '../../../src/ranking/fitting/choose-balance.js';
import { SIGNALS } from '../../../src/ranking/reranking/index.js';
import { numbers } from '../ranking-fixture.js';
import { signalRows, type CandidateSignals } from '../second-stage-fixture.js';

const CANDIDATES = 40;

interface Held {
  readonly queries: readonly SecondStageQuery[];
  readonly listed: readonly ListedProduct[];
}

/** One question a basket, whose truth is drawn by softmax of these weights; signals are uniform within ±2. */
function held(baskets: number, weights: CandidateSignals, products = CANDIDATES): Held {
  const next = numbers(11);
  const queries = Array.from({ length: baskets }, (_, basket): SecondStageQuery => {
    const from = Math.floor(next() * (products - CANDIDATES + 1));
    const candidates = Array.from({ length: CANDIDATES }, (): CandidateSignals => {
      return {
        posterior: 4 * next() - 2,
        affinity: 4 * next() - 2,
        factors: 4 * next() - 2,
        popularity: 4 * next() - 2,
      };
    });
    const odds = candidates.map((candidate) =>
      Math.exp(SIGNALS.reduce((sum, signal) => sum + (weights[signal] ?? 0) * (candidate[signal] ?? 0), 0)),
    );
    let left = next() * odds.reduce((sum, each) => sum + each, 0);
    const truth = Math.max(
      odds.findIndex((each) => (left -= each) < 0),
      0,
    );
    const table = {
      products: Int32Array.from({ length: CANDIDATES }, (_, i) => from + i),
      signals: signalRows(candidates),
    };
    return { basket, table, truths: [truth], wanted: [from + truth] };
  });
  return { queries, listed: queries.map(({ table }) => ({ table, baskets: 5, counts: [1, 1, 1] })) };
}

function choose({ queries, listed }: Held, options: Partial<BalanceOptions> = {}) {
  const weight = new Float64Array(CANDIDATES).fill(1);
  const chosen = chooseBalance(queries, listed, { weight, histories: false, ...options });
  if (chosen === undefined) throw new Error('nothing could be fitted');
  return chosen;
}

describe('choosing balance and second stage', () => {
  const byFactors: CandidateSignals = { factors: 2 };
  const byPosterior: CandidateSignals = { posterior: 2 };

  it('leaves a shop with few questions what is shipped, however clear they are', () => {
    const { stage, reordered, maxExposure } = choose(held(140, byFactors));
    expect(stage.balance).to.equal(0.5);
    expect(reordered).to.equal(false);
    expect(maxExposure).to.equal(undefined);
    const alone = SIGNALS.map((signal) => (signal === 'posterior' ? 1 : 0));
    expect(stage.zero).to.deep.equal(alone);
    expect(stage.one).to.deep.equal(alone);
  });

  it('fits nothing to fewer than fifty questions', () => {
    const { queries, listed } = held(49, byFactors);
    const weight = new Float64Array(CANDIDATES).fill(1);
    expect(chooseBalance(queries, listed, { weight, histories: false })).to.equal(undefined);
  });

  it('takes a second stage that answers better what it was not fitted to', () => {
    const { stage, reordered, chosen } = choose(held(800, byFactors));
    expect(reordered).to.equal(true);
    for (const weights of [stage.zero, stage.one]) {
      expect(weights[SIGNALS.indexOf('factors')]).to.be.above(Math.abs(weights[SIGNALS.indexOf('posterior')]));
    }
    expect(chosen.hitRate).to.be.above(0.75);
  });

  it('keeps the order of the first stage where the second adds nothing', () => {
    expect(choose(held(800, byPosterior)).reordered).to.equal(false);
  });

  it('does not choose a given balance, nor a given bound', () => {
    const given = choose(held(200, byFactors, 600), {
      balance: 0.3,
      maxExposure: 0.25,
      weight: new Float64Array(600).fill(1),
    });
    expect(given.stage.balance).to.equal(0.3);
    expect(given.maxExposure).to.equal(0.25);
    expect(given.curve.map(({ balance }) => balance)).to.deep.equal([0.3]);
    expect(given.bounds.map(({ maxExposure }) => maxExposure)).to.deep.equal([0.25, null]);
    expect(choose(held(200, byFactors), { maxExposure: Infinity }).maxExposure).to.equal(undefined);
  });

  it('bounds exposure in shops of five hundred products or more, the stricter where it costs little', () => {
    const large = { weight: new Float64Array(600).fill(1) };
    const { maxExposure, bounds } = choose(held(200, byFactors, 600), large);
    expect(bounds.map(({ maxExposure: bound }) => bound)).to.deep.equal([0.1, 0.2, null]);
    for (const { ndcg, debiasedNdcg } of bounds) {
      expect(ndcg).to.be.within(0, 1);
      expect(debiasedNdcg).to.be.within(0, 1);
    }
    const [, , without] = bounds;
    const unbounded = choose(held(200, byFactors, 600), { ...large, maxExposure: Infinity });
    expect(unbounded.bounds).to.deep.equal([]);
    const shipped = unbounded.curve.find(({ balance }) => balance === 0.5);
    expect(without).to.include({ ndcg: shipped?.ndcg, debiasedNdcg: shipped?.debiasedNdcg });
    expect(maxExposure).to.equal(0.1);
    expect(choose(held(200, byFactors, 499), { weight: new Float64Array(499).fill(1) }).maxExposure).to.equal(
      undefined,
    );
  });

  it('shows the trade-off: plain answers at balance 0, and another balance only where it is clearly better', () => {
    const byPopularity = choose(held(800, { posterior: 0.3, popularity: 0.8 }));
    expect(byPopularity.curve).to.have.length(8);
    const best = byPopularity.curve.reduce((most, each) => (each.ndcg > most.ndcg ? each : most));
    // A basket of best sellers: what is taken out of popularity costs, and the shipped balance is left.
    expect(best.balance).to.be.below(0.5);
    expect(byPopularity.stage.balance).to.be.below(0.5);
  });

  it('takes all signals where a basket is a whole history, and takes out what they give to popularity', () => {
    const { stage, reordered, curve } = choose(held(140, { factors: 1, popularity: 0.3 }), { histories: true });
    expect(reordered).to.equal(true);
    expect(stage.zero).to.deep.equal(stage.one);
    expect(stage.balance).to.be.closeTo(Math.min(1, stage.zero[SIGNALS.indexOf('popularity')] / 0.6), 1e-9);
    expect(curve).to.have.length(1);
  });

  it('is the same at every run', () => {
    expect(choose(held(300, byFactors))).to.deep.equal(choose(held(300, byFactors)));
  });
});
