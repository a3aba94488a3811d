import { expect } from 'chai';
import fc from 'fast-check';
import { baselineLists } from '../../../src/evaluation/baselines/index.js';
import type { ItemScorer } from '../../../src/learning/factorisation/index.js';

const PRODUCTS = 12;

/** Scores with many ties and zeros, some below zero. */
const shops = fc.record({
  categoryGroupOf: fc.array(fc.integer({ min: -1, max: 3 }), { minLength: PRODUCTS, maxLength: PRODUCTS }),
  counts: fc.array(fc.nat(4), { minLength: PRODUCTS, maxLength: PRODUCTS }),
  eligible: fc.array(fc.constantFrom(0, 1, 1), { minLength: PRODUCTS, maxLength: PRODUCTS }),
  scores: fc.array(fc.integer({ min: -2, max: 3 }), { minLength: PRODUCTS, maxLength: PRODUCTS }),
  queries: fc.array(fc.nat(PRODUCTS - 1), { minLength: 1, maxLength: 6 }),
  length: fc.integer({ min: 1, max: 14 }),
});

const fixed = (scores: readonly number[]): ItemScorer => ({
  score: (product, into) => {
    into.set(scores.map((score) => (score + product) % 4));
  },
});

describe('lists of a method', () => {
  it('hold the best eligible products of other lines, by score, purchases and number, and nothing else', () => {
    fc.assert(
      fc.property(shops, ({ scores, queries, length, ...columns }) => {
        const rules = {
          categoryGroupOf: Int32Array.from(columns.categoryGroupOf),
          counts: Float64Array.from(columns.counts),
          eligible: Uint8Array.from(columns.eligible),
        };
        const lists = baselineLists(rules, fixed(scores), Int32Array.from(queries), length);
        expect(lists).to.have.length(queries.length * length);
        queries.forEach((query, row) => {
          const score = scores.map((value) => (value + query) % 4);
          const expected = Array.from(score.keys())
            .filter((y) => y !== query && rules.eligible[y] === 1)
            .filter((y) => rules.categoryGroupOf[y] >= 0 && rules.categoryGroupOf[y] !== rules.categoryGroupOf[query])
            .sort((a, b) => score[b] - score[a] || rules.counts[b] - rules.counts[a] || a - b)
            .slice(0, length);
          while (expected.length < length) expected.push(-1);
          expect(Array.from(lists.subarray(row * length, (row + 1) * length))).to.deep.equal(expected);
        });
      }),
    );
  });

  it('score each product once, however often it is asked for', () => {
    const asked: number[] = [];
    const scorer: ItemScorer = {
      score: (product, into) => {
        asked.push(product);
        into.fill(0);
      },
    };
    const rules = {
      categoryGroupOf: Int32Array.from([0, 1, 2]),
      counts: Float64Array.from([1, 2, 3]),
      eligible: Uint8Array.from([1, 1, 1]),
    };
    const lists = baselineLists(rules, scorer, Int32Array.from([0, 1, 0]), 2);
    expect(asked).to.deep.equal([0, 1]);
    expect(Array.from(lists)).to.deep.equal([2, 1, 2, 0, 2, 1]);
  });
});
