import { expect } from 'chai';
import fc from 'fast-check';
import { csrFromEdges } from '../../../../src/core/numerics/index.js';
import { categoryLift, CategoryLiftRows } from '../../../../src/learning/cooccurrence/index.js';
import { wholeTables } from '../../../../src/learning/training/network/category-tables.js';
import { StepCategories } from '../../../../src/learning/training/network/step-categories.js';
import { liftOf } from '../../cooccurrence/dense-lift.js';

const PRODUCTS = 12;
const CATEGORIES = 5;

describe('the tables of a step', () => {
  it('say of each candidate and query what those of all categories say', () => {
    const categoryOf = fc.array(fc.integer({ min: -1, max: CATEGORIES - 1 }), {
      minLength: PRODUCTS,
      maxLength: PRODUCTS,
    });
    const products = fc.uniqueArray(fc.nat(PRODUCTS - 1), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(categoryOf, fc.array(fc.tuple(products, products), { minLength: 1, maxLength: 3 }), (own, steps) => {
        const data = {
          categories: CATEGORIES,
          categoryGroups: Int32Array.of(0, 0, 2, 3, 3),
          categoryOf: Int32Array.from(own),
          lift: liftOf(
            Array.from({ length: CATEGORIES ** 2 }, (_, i) => i - 7),
            CATEGORIES,
          ),
        };
        const whole = wholeTables(data);
        const step = new StepCategories(data, 8, 8);
        for (const [batch, candidates] of steps) {
          const queryPlaces = new Int32Array(batch.length);
          const candidatePlaces = new Int32Array(candidates.length);
          step.placeQueries(Int32Array.from(batch), queryPlaces);
          step.placeCandidates(Int32Array.from(candidates), candidatePlaces);
          for (const name of ['lift', 'blocked'] as const) {
            const at = (tables: Pick<typeof whole, typeof name>, row: number, column: number): number =>
              (tables[name].data as Float32Array)[row * tables[name].dims[1] + column];
            const numberOf = (product: number): number => (own[product] < 0 ? CATEGORIES : own[product]);
            candidates.forEach((y, k) => {
              batch.forEach((x, b) => {
                expect(at(step.feeds, candidatePlaces[k], queryPlaces[b])).to.equal(
                  at(whole, numberOf(y), numberOf(x)),
                );
              });
            });
          }
        }
      }),
    );
  });

  it('say what the rows of the lift say, whether evidence or chance decides', () => {
    const categories = 6;
    const categoryOf = Int32Array.of(0, 1, 2, 3, 4, 5);
    const pairs = csrFromEdges({
      rows: categories,
      width: categories,
      sources: Int32Array.of(0, 1, 1, 2, 3, 4),
      targets: Int32Array.of(1, 0, 2, 1, 4, 3),
      values: Float32Array.of(90, 90, 7, 7, 40, 40),
    });
    const lift = categoryLift(pairs, categoryOf, categories);
    const { lift: table } = wholeTables({
      categories,
      categoryGroups: categoryOf,
      categoryOf,
      lift,
    });
    const rows = new CategoryLiftRows(lift);
    for (let a = 0; a < categories; a++) {
      const column = Float32Array.from(categoryOf, (b) => (table.data as Float32Array)[b * (categories + 1) + a]);
      expect(column).to.deep.equal(rows.of(a));
    }
  });
});
