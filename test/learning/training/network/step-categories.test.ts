import { expect } from 'chai';
import fc from 'fast-check';
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
});
