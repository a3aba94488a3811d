import { expect } from 'chai';
import { fitFirstStage, shippedRanking } from '../../../src/ranking/fitting/index.js';
import type { FitInputs } from '../../../src/ranking/fitting/softmax-fit.js';
import type { RankingModel } from '../../../src/ranking/types.js';
import { contextOf, matrix, numbers } from '../ranking-fixture.js';

const PRODUCTS = 80;
const CATEGORIES = 4;
const QUERIES = 1500;

interface Planted {
  readonly affinity: number;
  readonly popularity: number;
  readonly categoryLift: number;
  readonly sameBrand: number;
}

/** Held-out baskets whose truth is drawn from the prior's softmax with known weights; evidence says nothing. */
function planted(weights: Planted, draws = 1, seed = 7): FitInputs {
  const next = numbers(seed);
  const popularity = Array.from({ length: PRODUCTS }, (_, y) => Math.ceil(400 / (1 + ((y * 37) % PRODUCTS))));
  const lift = Array.from({ length: CATEGORIES ** 2 }, () => next() * 2 - 1);
  const categoryOf = Array.from({ length: PRODUCTS }, (_, y) => y % CATEGORIES);
  const brandOf = Array.from({ length: PRODUCTS }, (_, y) => (y % 7 === 0 ? -1 : Math.floor(y / 5) % 6));
  const context = contextOf({ popularity, categoryOf, brandOf, lift, categories: CATEGORIES });
  const affinity = Float32Array.from({ length: QUERIES * PRODUCTS }, () => next() * 2 - 1);
  const queries = Array.from({ length: QUERIES }, (_, q) => {
    const x = Math.floor(next() * PRODUCTS);
    const odds = Array.from({ length: PRODUCTS }, (_, y) =>
      categoryOf[y] === categoryOf[x]
        ? 0
        : Math.exp(
            weights.affinity * affinity[q * PRODUCTS + y] +
              weights.popularity * context.logPopularity[y] +
              weights.categoryLift * lift[categoryOf[x] * CATEGORIES + categoryOf[y]] +
              weights.sameBrand * (brandOf[x] >= 0 && brandOf[x] === brandOf[y] ? 1 : 0),
          ),
    );
    const draw = (): number => {
      let left = next() * odds.reduce((sum, o) => sum + o, 0);
      return odds.findIndex((o) => (left -= o) < 0);
    };
    return { product: x, truth: [...new Set(Array.from({ length: draws }, draw))], basket: q };
  });
  return {
    queries,
    evidence: matrix(PRODUCTS, []),
    context,
    columns: Int32Array.from({ length: PRODUCTS }, (_, y) => y),
    columnWeight: new Float64Array(PRODUCTS).fill(1),
    affinity,
    rows: Int32Array.from(queries.keys()),
    histories: true,
  };
}

describe('fitting the ranking', () => {
  it('finds that popularity alone explains baskets that were drawn by it', () => {
    const { prior } = fitFirstStage(planted({ affinity: 0, popularity: 1.6, categoryLift: 0, sameBrand: 0 }));
    expect(prior.popularity).to.be.closeTo(1.6, 0.15);
    expect(prior.affinity).to.be.closeTo(0, 0.15);
    expect(prior.categoryLift).to.be.closeTo(0, 0.2);
    expect(prior.sameBrand).to.be.closeTo(0, 0.3);
  });

  it('recovers the planted weights of all four signals', () => {
    const weights = { affinity: 2, popularity: 1.6, categoryLift: 1, sameBrand: 0.8 };
    const { prior } = fitFirstStage(planted(weights));
    expect(prior.affinity).to.be.closeTo(2, 0.25);
    expect(prior.popularity).to.be.closeTo(1.6, 0.2);
    expect(prior.categoryLift).to.be.closeTo(1, 0.25);
    expect(prior.sameBrand).to.be.closeTo(0.8, 0.3);
  });

  it('leans less on popularity where baskets do not simply follow it', () => {
    const weights = { affinity: 2, popularity: 1, categoryLift: 0, sameBrand: 0 };
    // Of a basket with several truths, the rarer count more: (popularity + 1)^-ω with ω = 1.5 - 1.
    const { prior } = fitFirstStage(planted(weights, 6));
    expect(prior.popularity).to.be.lessThan(fitFirstStage(planted(weights)).prior.popularity - 0.2);
    expect(prior.affinity).to.be.greaterThan(1);
  });

  it('trusts evidence more where it foretells the held-out baskets', () => {
    const blind = planted({ affinity: 0, popularity: 0.5, categoryLift: 0, sameBrand: 0 });
    const paired = blind.queries.map((query) => ({ ...query, truth: [(query.product + 1) % PRODUCTS] }));
    const pairs = Array.from({ length: PRODUCTS }, (_, x): [number, number, number] => [x, (x + 1) % PRODUCTS, 4]);
    const others = Array.from({ length: PRODUCTS }, (_, x): [number, number, number] => [x, (x + 2) % PRODUCTS, 4]);
    const telling = fitFirstStage({ ...blind, queries: paired, evidence: matrix(PRODUCTS, pairs) });
    const useless = fitFirstStage({ ...blind, evidence: matrix(PRODUCTS, others) });
    expect(strength(telling)).to.be.lessThan(strength(useless) / 10);
  });

  it('never lets nearness count against a candidate', () => {
    const { prior } = fitFirstStage(planted({ affinity: -3, popularity: 1, categoryLift: 0, sameBrand: 0 }));
    expect(prior.affinity).to.equal(0);
  });

  it('is the same at every run', () => {
    const weights = { affinity: 1, popularity: 1, categoryLift: 1, sameBrand: 1 };
    expect(fitFirstStage(planted(weights))).to.deep.equal(fitFirstStage(planted(weights)));
  });

  it('fits nothing to fewer than twenty questions: counting as it is shipped stands', () => {
    const inputs = planted({ affinity: 1, popularity: 1, categoryLift: 1, sameBrand: 1 });
    expect(fitFirstStage({ ...inputs, queries: inputs.queries.slice(0, 19) })).to.deep.equal(
      shippedRanking(PRODUCTS).counting,
    );
  });

  it('stays finite where the truths are no columns and where no signal varies', () => {
    const inputs = planted({ affinity: 1, popularity: 1, categoryLift: 1, sameBrand: 1 });
    const flat = { ...inputs, affinity: new Float32Array(inputs.affinity.length) };
    const nowhere = { ...inputs, queries: inputs.queries.map((query) => ({ ...query, truth: [] })) };
    for (const { prior, kappa, gamma } of [fitFirstStage(flat), fitFirstStage(nowhere)]) {
      for (const value of [...Object.values<number>({ ...prior }), kappa, gamma])
        expect(Number.isFinite(value)).to.equal(true);
    }
  });
});

/** How many baskets of evidence the prior weighs for a product with 4 of them. */
function strength({ kappa, gamma }: RankingModel): number {
  return kappa * 4 ** gamma;
}
