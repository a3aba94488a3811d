import { expect } from 'chai';
import { liftValues } from '../../learning/cooccurrence/dense-lift.js';
import fc from 'fast-check';
import { ProductRanker } from '../../../src/ranking/reranking/index.js';
import { isAboveChance, isBelowChance } from '../../../src/ranking/exposure/index.js';
import type { RankingInputs } from '../../../src/ranking/candidates/index.js';
import { contextOf, matrix } from '../ranking-fixture.js';
import { evidenceOf } from '../pair-counts.js';

const PRODUCTS = 12;
const CATEGORIES = 4;
const NO_EVIDENCE = evidenceOf(matrix(PRODUCTS, []));
const weights = fc.integer({ min: 1, max: 16 }).map((n) => n / 4);
const entries = fc.uniqueArray(fc.tuple(fc.nat(PRODUCTS - 1), fc.nat(PRODUCTS - 1), weights), {
  selector: ([x, y]) => x * PRODUCTS + y,
  maxLength: 40,
});
const off = (list: readonly (readonly [number, number, number])[]) => list.filter(([x, y]) => x !== y);

const shops = fc
  .record({
    popularity: fc.array(fc.nat(9), { minLength: PRODUCTS, maxLength: PRODUCTS }),
    categoryOf: fc.array(fc.integer({ min: -1, max: CATEGORIES - 1 }), { minLength: PRODUCTS, maxLength: PRODUCTS }),
    brandOf: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: PRODUCTS, maxLength: PRODUCTS }),
    lift: fc.array(
      fc.integer({ min: -8, max: 8 }).map((n) => n / 8),
      {
        minLength: CATEGORIES ** 2,
        maxLength: CATEGORIES ** 2,
      },
    ),
    categoryGroups: fc.constantFrom([0, 1, 2, 3], [0, 0, 2, 2]),
    evidence: entries.map(off),
    graph: entries.map(off),
    baskets: fc.array(fc.integer({ min: 2, max: 30 }), { minLength: PRODUCTS, maxLength: PRODUCTS }),
    affinity: fc.array(
      fc.integer({ min: -8, max: 8 }).map((n) => n / 8),
      { minLength: PRODUCTS, maxLength: PRODUCTS },
    ),
    prior: fc.record({
      affinity: fc.integer({ min: 0, max: 6 }),
      popularity: fc.integer({ min: 0, max: 8 }).map((n) => n / 4),
      categoryLift: fc.constantFrom(0, 0.5, 1),
      sameBrand: fc.constantFrom(-0.5, 0, 1),
    }),
    kappa: fc.constantFrom(0.25, 4, 64),
    gamma: fc.constantFrom(0.25, 0.5, 0.75),
    relation: fc.record({
      category: fc.nat(CATEGORIES - 1),
      related: fc.nat(CATEGORIES - 1),
      weight: fc.constantFrom(0.5, 1),
    }),
  })
  .map(({ prior, kappa, gamma, relation, affinity, evidence, graph, baskets, ...columns }) => {
    const pairs = matrix(PRODUCTS, evidence);
    const inputs: RankingInputs = {
      evidence: evidenceOf(
        pairs,
        {
          together: Int32Array.from(pairs.columns, (y, e) => (y + e) % 3),
          people: Uint8Array.from(pairs.columns, (y, e) => (y + e) % 2),
          sessions: Int32Array.from(pairs.columns, (y, e) => (y + e) % 5),
          sessionPeople: Uint8Array.from(pairs.columns, (y, e) => (y + e) % 4),
        },
        { baskets: Int32Array.from(baskets), basketTotal: 40 },
      ),
      graph: matrix(PRODUCTS, graph),
      context: contextOf({ ...columns, categories: CATEGORIES }),
      model: { prior, kappa, gamma },
      relations: Array.from({ length: CATEGORIES }, (_, c) => (c === relation.category ? [relation] : [])),
      // Room for all, though a part of the candidates is taken for how little they are bought.
      candidates: 2 * PRODUCTS,
    };
    return { inputs, affinity: Float32Array.from(affinity) };
  });

function evidenceRow({ evidence: { pairs, together, people, sessions } }: RankingInputs, x: number) {
  const row = new Map<number, { value: number; together: number; people: number; sessions: number }>();
  for (let e = pairs.offsets[x]; e < pairs.offsets[x + 1]; e++) {
    const counts = { together: together[e], people: people[e], sessions: sessions[e] };
    row.set(pairs.columns[e], { value: pairs.values[e], ...counts });
  }
  return row;
}

/** What the evidence counts of a pair, in the row of either. */
function countsOf(inputs: RankingInputs, x: number, y: number) {
  return evidenceRow(inputs, x).get(y) ?? evidenceRow(inputs, y).get(x);
}

/** Whether two were bought together less than by chance, which a twentieth of leeway keeps what is shown clear of. */
function belowChance(inputs: RankingInputs, x: number, y: number): boolean {
  const { baskets, basketTotal } = inputs.evidence;
  return isBelowChance(countsOf(inputs, x, y)?.together ?? 0, (1.05 * baskets[x] * baskets[y]) / basketTotal);
}

/** s(y | x) of every product by the formula, in float64; 0 for what may not be shown. */
function naiveScores(inputs: RankingInputs, x: number, affinity: Float32Array): number[] {
  const { context, model, relations } = inputs;
  const { categoryOf, brandOf, categoryGroups, logDemand, eligible } = context;
  const lift = liftValues(context.lift);
  const { prior } = model;
  const own = categoryOf[x];
  const evidence = evidenceRow(inputs, x);
  const shown = (y: number): boolean =>
    y !== x && eligible[y] === 1 && (own < 0 || categoryGroups[categoryOf[y]] !== categoryGroups[own]);
  const logit = (y: number): number => {
    const related = own < 0 || evidence.size > 0 ? [] : relations[own].filter((r) => r.related === categoryOf[y]);
    return (
      prior.affinity * affinity[y] +
      prior.popularity * logDemand[y] +
      (own < 0 ? 0 : prior.categoryLift * lift[own * CATEGORIES + categoryOf[y]]) +
      (brandOf[x] >= 0 && brandOf[x] === brandOf[y] ? prior.sameBrand : 0) +
      related.reduce((sum, { weight }) => sum + 3 * weight, 0)
    );
  };
  const all = Array.from({ length: PRODUCTS }, (_, y) => y);
  const total = all.filter(shown).reduce((sum, y) => sum + Math.exp(logit(y)), 0);
  const mass = all.filter(shown).reduce((sum, y) => sum + (evidence.get(y)?.value ?? 0), 0);
  const k = model.kappa * Math.max(mass, 1e-9) ** model.gamma;
  return all.map((y) =>
    shown(y) && !belowChance(inputs, x, y)
      ? ((evidence.get(y)?.value ?? 0) + (k * Math.exp(logit(y))) / total) / (mass + k)
      : 0,
  );
}

describe('the ranking of one product', () => {
  it('scores every product of another category by evidence with the prior behind it, and no other', () => {
    fc.assert(
      fc.property(shops, ({ inputs, affinity }) => {
        const ranker = new ProductRanker(inputs);
        for (let x = 0; x < PRODUCTS; x++) {
          // A product without category is eligible nowhere, so its own cosine counts nowhere.
          const scores = naiveScores(inputs, x, affinity);
          const list = ranker.rank(x, affinity);
          const found = new Map([...list.products].map((y, i) => [y, list.scores[i]]));
          scores.forEach((score, y) => {
            expect(found.get(y) ?? 0, `${x} → ${y}`).to.be.closeTo(score, 1e-5 * score + 1e-9);
          });
          expect([...found.keys()].every((y) => scores[y] > 0)).to.equal(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives the best first, cut to the asked number, each with its category and common baskets', () => {
    fc.assert(
      fc.property(shops, ({ inputs: drawn, affinity }) => {
        // So many orders that no pair is below chance.
        const inputs = { ...drawn, evidence: { ...drawn.evidence, basketTotal: 1000 } };
        const whole = new ProductRanker(inputs).rank(3, affinity);
        const cut = new ProductRanker({ ...inputs, candidates: 3 }).rank(3, affinity);
        expect([...cut.products]).to.deep.equal([...whole.products.slice(0, 3)]);
        for (let i = 1; i < whole.scores.length; i++) expect(whole.scores[i]).to.be.at.most(whole.scores[i - 1]);
        whole.products.forEach((y, i) => {
          const counts = countsOf(inputs, 3, y);
          expect(whole.categories[i]).to.equal(inputs.context.categoryOf[y]);
          expect(whole.together[i]).to.equal(counts?.together ?? 0);
          expect(whole.sessions[i]).to.equal(counts?.sessions ?? 0);
          expect(whole.people[i]).to.equal(counts?.people ?? 0);
          expect(whole.probabilities[i]).to.be.within(0, 1);
        });
      }),
    );
  });

  it('names the third product that links most strongly, bought with both more than by chance, where no basket holds both', () => {
    fc.assert(
      fc.property(shops, ({ inputs, affinity }) => {
        const { graph, evidence } = inputs;
        const { baskets, basketTotal: total } = evidence;
        const believed = (a: number, b: number): boolean => {
          const both = countsOf(inputs, a, b)?.together ?? 0;
          return isAboveChance(both, (baskets[a] * baskets[b]) / total);
        };
        const weight = (a: number, b: number): number => {
          if (!believed(a, b)) return 0;
          for (let e = graph.offsets[a]; e < graph.offsets[a + 1]; e++)
            if (graph.columns[e] === b) return graph.values[e];
          return 0;
        };
        const list = new ProductRanker(inputs).rank(0, affinity);
        list.products.forEach((y, i) => {
          const strengths = Array.from({ length: PRODUCTS }, (_, z) => weight(0, z) * weight(z, y));
          const strongest = Math.max(...strengths);
          const common = list.together[i] + list.sessions[i];
          const expected = common > 0 || strongest === 0 ? -1 : strengths.indexOf(strongest);
          expect(list.through[i]).to.equal(expected);
        });
      }),
    );
  });

  it('answers alike whatever was asked before', () => {
    fc.assert(
      fc.property(shops, ({ inputs, affinity }) => {
        const used = new ProductRanker(inputs);
        for (let x = 0; x < PRODUCTS; x++) used.rank(x, affinity);
        used.rankCategory(1);
        expect(used.rank(2, affinity)).to.deep.equal(new ProductRanker(inputs).rank(2, affinity));
      }),
    );
  });

  it('lifts the categories that a merchant set beside it only where the product has no evidence', () => {
    const inputs: RankingInputs = {
      evidence: evidenceOf(
        matrix(4, [
          [0, 1, 1],
          [1, 0, 1],
        ]),
        { together: Int32Array.of(1, 1), people: Uint8Array.of(1, 1) },
      ),
      graph: matrix(4, []),
      context: contextOf({ popularity: [5, 5, 5, 1], categoryOf: [0, 1, 2, 0], categories: 3 }),
      model: { prior: { affinity: 0, popularity: 1, categoryLift: 1, sameBrand: 0 }, kappa: 1, gamma: 0.5 },
      relations: [[{ related: 2, weight: 1 }], [], []],
      candidates: 4,
    };
    const ranker = new ProductRanker(inputs);
    const cold = ranker.rank(3, new Float32Array(4));
    expect(cold.source).to.equal('category');
    expect([...cold.products]).to.deep.equal([2, 1]);
    expect(cold.scores[0] / cold.scores[1]).to.be.closeTo(Math.exp(3), 1e-3);
    const warm = ranker.rank(0, new Float32Array(4));
    expect(warm.source).to.equal('graph');
    expect([...warm.products]).to.deep.equal([1, 2]);
  });

  it('answers a category as a product of it without evidence, embedding or brand', () => {
    fc.assert(
      fc.property(shops, ({ inputs }) => {
        const cold = { ...inputs, evidence: NO_EVIDENCE };
        const x = inputs.context.categoryOf.findIndex((c, y) => c >= 0 && inputs.context.brandOf[y] < 0);
        fc.pre(x >= 0);
        const ranker = new ProductRanker(cold);
        const category = ranker.rankCategory(inputs.context.categoryOf[x]);
        const product = ranker.rank(x, new Float32Array(PRODUCTS));
        expect([...category.products]).to.deep.equal([...product.products]);
        expect(category.through.every((z) => z === -1)).to.equal(true);
        category.scores.forEach((score, i) => {
          expect(score).to.be.closeTo(product.scores[i], 1e-6);
        });
      }),
    );
  });

  it('has nothing to say where no other category was ever bought', () => {
    const inputs: RankingInputs = {
      evidence: evidenceOf(matrix(2, [])),
      graph: matrix(2, []),
      context: contextOf({ popularity: [1, 1], categoryOf: [0, 0], categories: 1 }),
      model: { prior: { affinity: 1, popularity: 1, categoryLift: 1, sameBrand: 1 }, kappa: 1, gamma: 0.5 },
      relations: [[]],
      candidates: 2,
    };
    expect(new ProductRanker(inputs).rank(0, new Float32Array(2)).products).to.have.length(0);
  });
});
