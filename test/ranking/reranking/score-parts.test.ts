import { expect } from 'chai';
import fc from 'fast-check';
import {
  PART_NAMES,
  ProductRanker,
  SIGNALS,
  partsAt,
  scoreFormula,
  withholdFew,
  type ScorePart,
} from '../../../src/ranking/reranking/index.js';
import type { FewPeople } from '../../../src/ranking/reranking/score-parts.js';
import type { RankingInputs } from '../../../src/ranking/candidates/index.js';
import type { SecondStage } from '../../../src/ranking/types.js';
import { contextOf, matrix } from '../ranking-fixture.js';
import { weightsOf, type CandidateSignals } from '../second-stage-fixture.js';
import { evidenceOf } from '../pair-counts.js';

const PRODUCTS = 12;
const CATEGORIES = 3;
const FLOAT32 = 2 ** -23;

const entries = fc.uniqueArray(
  fc.tuple(
    fc.nat(PRODUCTS - 1),
    fc.nat(PRODUCTS - 1),
    fc.integer({ min: 1, max: 16 }).map((n) => n / 4),
  ),
  { selector: ([x, y]) => x * PRODUCTS + y, maxLength: 40 },
);
const stages: fc.Arbitrary<SecondStage> = fc.record({
  weights: fc.array(fc.oneof(fc.constant(0), fc.double({ min: -2, max: 2, noNaN: true })), {
    minLength: SIGNALS.length,
    maxLength: SIGNALS.length,
  }),
  debias: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
  recentShare: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
});
const shops = fc
  .record({
    popularity: fc.array(fc.nat(99), { minLength: PRODUCTS, maxLength: PRODUCTS }),
    evidence: entries,
    stage: fc.option(stages, { nil: undefined }),
    vectors: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: 2 * PRODUCTS,
      maxLength: 2 * PRODUCTS,
    }),
    explained: fc.integer({ min: 1, max: PRODUCTS + 3 }),
  })
  .map(({ popularity, evidence, stage, vectors, explained }) => {
    const pairs = matrix(
      PRODUCTS,
      evidence.filter(([x, y]) => x !== y),
    );
    const inputs: RankingInputs = {
      evidence: evidenceOf(pairs),
      graph: matrix(PRODUCTS, []),
      context: contextOf({
        popularity,
        categoryOf: Array.from({ length: PRODUCTS }, (_, y) => y % CATEGORIES),
        brandOf: Array.from({ length: PRODUCTS }, (_, y) => (y % 5) - 1),
        categories: CATEGORIES,
      }),
      model: {
        prior: { affinity: 1, popularity: 0.5, categoryLift: 1, sameBrand: 0.5 },
        kappa: 2,
        gamma: 0.5,
        ...(stage === undefined ? {} : { secondStage: stage }),
      },
      sources: {
        affinity: { dimension: 2, values: Float32Array.from(vectors) },
        logRecent: Float32Array.from(popularity, (count) => Math.log1p(count / 3)),
      },
      relations: Array.from({ length: CATEGORIES }, () => []),
      candidates: 6,
    };
    return { inputs, stage, explained };
  });

const sum = (parts: readonly ScorePart[]): number => parts.reduce((total, part) => total + part.contribution, 0);
const size = (parts: readonly ScorePart[]): number =>
  parts.reduce((total, part) => total + Math.abs(part.contribution), 0);

describe('the parts of a score', () => {
  it('add up to the logarithm of the score, within the rounding of float32', () => {
    fc.assert(
      fc.property(shops, ({ inputs, stage, explained }) => {
        const ranker = new ProductRanker(inputs, explained);
        const formula = scoreFormula(stage);
        for (let x = 0; x < PRODUCTS; x++) {
          const { list, parts } = ranker.rankExplained(x, new Float32Array(PRODUCTS).fill(1));
          if (parts === undefined) throw new Error('No parts.');
          list.scores.forEach((score, place) => {
            const own = partsAt(formula, parts, place);
            if (place >= explained) {
              expect(own).to.equal(undefined);
              return;
            }
            if (own === undefined) throw new Error(`No parts at ${String(place)}.`);
            expect(Math.abs(Math.exp(sum(own)) - score)).to.be.at.most(score * FLOAT32 * (size(own) + 2));
          });
        }
      }),
    );
  });

  it('are not asked for where nobody reads them', () => {
    fc.assert(
      fc.property(shops, ({ inputs }) => {
        const plain = new ProductRanker(inputs).rankExplained(0, new Float32Array(PRODUCTS).fill(1));
        expect(plain).not.to.have.property('parts');
        const explained = new ProductRanker(inputs, 3).rankExplained(0, new Float32Array(PRODUCTS).fill(1));
        expect(plain.list).to.deep.equal(explained.list);
      }),
    );
  });

  it('are those that the ranking weighs, popularity too where it is taken out', () => {
    const names = (stage: SecondStage | undefined): string[] => scoreFormula(stage).signals.map(({ signal }) => signal);
    expect(names(undefined)).to.deep.equal(['posterior']);
    const stage = (weights: CandidateSignals, debias: number, recentShare = 0): SecondStage => ({
      weights: weightsOf(weights),
      debias,
      recentShare,
    });
    expect(names(stage({ affinity: 2, brand: 1 }, 0))).to.deep.equal(['affinity', 'brand']);
    expect(names(stage({ affinity: 2 }, 0.5))).to.deep.equal(['affinity', 'popularity']);
    expect(names(stage({ affinity: 2 }, 0.5, 1))).to.deep.equal(['affinity', 'recent']);
    expect(names(stage({ recent: 0.5 }, 0.5, 1))).to.deep.equal(['recent']);
  });

  it('have a name each', () => {
    for (const signal of SIGNALS) expect(PART_NAMES[signal]).to.match(/\w/);
    expect(new Set(SIGNALS.map((signal) => PART_NAMES[signal])).size).to.equal(SIGNALS.length);
  });
});

describe('parts that a few people stand behind', () => {
  const parts: ScorePart[] = [
    ...(['posterior', 'evidence', 'seen', 'affinity', 'popularity', 'recent'] as const).map((part, i) => ({
      part,
      value: i + 1,
      weight: 2,
      contribution: 2 * (i + 1),
    })),
    { part: 'debias', value: 5, weight: -0.5, contribution: -2.5 },
    { part: 'normaliser', value: null, weight: null, contribution: -40 },
  ];
  const nobody: FewPeople = { pair: false, recent: false, product: false };
  const named = (few: Partial<FewPeople>): string[] =>
    withholdFew(parts, { ...nobody, ...few }).map(({ part }) => part);

  it('are told as one, without value and weight', () => {
    expect(named({ pair: true })).to.deep.equal([
      'together',
      'affinity',
      'popularity',
      'recent',
      'debias',
      'normaliser',
    ]);
    expect(named({ pair: true, recent: true })).to.deep.equal(['together', 'popularity', 'affinity', 'normaliser']);
    expect(named({ recent: true }).slice(0, 2)).to.deep.equal(['popularity', 'posterior']);
    expect(named({ pair: true, product: true })).to.deep.equal(['customers', 'affinity', 'normaliser']);
    expect(withholdFew(parts, { ...nobody, pair: true })[0]).to.deep.equal({
      part: 'together',
      value: null,
      weight: null,
      contribution: 12,
    });
  });

  it('still add up', () => {
    for (const pair of [true, false]) {
      for (const recent of [true, false]) {
        for (const product of [true, false]) {
          expect(sum(withholdFew(parts, { pair, recent, product }))).to.equal(sum(parts));
        }
      }
    }
  });

  it('are told in full where enough people do', () => {
    expect(withholdFew(parts, nobody)).to.deep.equal(parts);
  });
});
