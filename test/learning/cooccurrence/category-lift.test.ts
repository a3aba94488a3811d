import { expect } from 'chai';
import fc from 'fast-check';
import { csrFromEdges } from '../../../src/core/numerics/index.js';
import { categoryLift, CategoryLiftRows, type CategoryLift } from '../../../src/learning/cooccurrence/index.js';
import { liftValues } from './dense-lift.js';

const PRODUCTS = 8;
const CATEGORIES = 4;

interface Edge {
  readonly x: number;
  readonly y: number;
  readonly weight: number;
}

const shops = fc.record({
  categoryOf: fc.array(fc.integer({ min: -1, max: CATEGORIES - 1 }), { minLength: PRODUCTS, maxLength: PRODUCTS }),
  edges: fc.array(
    fc.record({ x: fc.nat(PRODUCTS - 1), y: fc.nat(PRODUCTS - 1), weight: fc.integer({ min: 1, max: 9 }) }),
  ),
});

function liftOf(edges: readonly Edge[], categoryOf: readonly number[]): CategoryLift {
  const column = (of: (edge: Edge) => number): Int32Array => Int32Array.from(edges, of);
  const pairs = csrFromEdges({
    rows: PRODUCTS,
    width: PRODUCTS,
    sources: column(({ x }) => x),
    targets: column(({ y }) => y),
    values: Float32Array.from(edges, ({ weight }) => weight),
  });
  return categoryLift(pairs, Int32Array.from(categoryOf), CATEGORIES);
}

describe('the lift between categories', () => {
  it('is the log of shrunk evidence over what the sums of both categories would give by chance', () => {
    fc.assert(
      fc.property(shops, ({ categoryOf, edges }) => {
        const between = (a: number, b: number): number =>
          a === b
            ? 0
            : edges.reduce((sum, e) => sum + (categoryOf[e.x] === a && categoryOf[e.y] === b ? e.weight : 0), 0);
        const all = Array.from({ length: CATEGORIES }, (_, c) => c);
        const sumOf = (a: number): number => all.reduce((sum, b) => sum + between(a, b), 0);
        const total = all.reduce((sum, a) => sum + sumOf(a), 0);
        const lifts = liftValues(liftOf(edges, categoryOf));
        for (const a of all) {
          for (const b of all) {
            const chance = (sumOf(a) * sumOf(b)) / Math.max(total, 1);
            expect(lifts[a * CATEGORIES + b]).to.be.closeTo(Math.log((between(a, b) + 5) / (chance + 5)), 1e-6);
          }
        }
      }),
    );
  });

  it('is positive for categories that are bought together, negative for those that avoid each other', () => {
    const both = (x: number, y: number, weight: number): Edge[] => [
      { x, y, weight },
      { x: y, y: x, weight },
    ];
    const lifts = liftValues(
      liftOf([...both(0, 1, 50), ...both(2, 3, 50), ...both(0, 2, 1)], [0, 1, 2, 3, -1, -1, -1, -1]),
    );
    expect(lifts[0 * CATEGORIES + 1]).to.be.greaterThan(0.3);
    expect(lifts[0 * CATEGORIES + 3]).to.be.lessThan(-0.3);
  });

  it('holds pairs with evidence alone, and works the others out however many there are', () => {
    const categories = 100_000;
    const pairs = csrFromEdges({ rows: 2, width: 2, sources: Int32Array.of(0, 1), targets: Int32Array.of(1, 0) });
    const lift = categoryLift(pairs, Int32Array.of(17, categories - 1), categories);
    expect(lift.pairs.columns).to.deep.equal(Int32Array.of(categories - 1, 17));
    const rows = new CategoryLiftRows(lift);
    const alone = [categories - 1, 17, 5].map((other) => rows.ofPair(17, other));
    const first = rows.of(17).slice();
    expect(alone).to.deep.equal([first[categories - 1], first[17], first[5]]);
    expect(first[categories - 1]).to.be.closeTo(Math.log(6 / 5.5), 1e-6);
    expect(first[17]).to.be.closeTo(Math.log(5 / 5.5), 1e-6);
    for (let other = 100; other < 200; other++) expect(rows.of(other).every((value) => value === 0)).to.equal(true);
    expect(rows.of(17)).to.deep.equal(first);
  });
});
