import { expect } from 'chai';
import fc from 'fast-check';
import { ProductRanker } from '../../../src/ranking/reranking/index.js';
import type { RankingInputs } from '../../../src/ranking/candidates/index.js';
import { contextOf, matrix } from '../ranking-fixture.js';
import { evidenceOf } from '../pair-counts.js';

/** Products 0 to 7 were bought; 8 to 11 are cold-start products, each like two of the others. */
const SOLD = 8;
const PRODUCTS = 12;
const CATEGORIES = 4;
const COLD_PRODUCTS = [8, 9, 10, 11];

type Entries = [number, number, number][];
const evidence: fc.Arbitrary<Entries> = fc.uniqueArray(
  fc.tuple(
    fc.nat(SOLD - 1),
    fc.nat(SOLD - 1),
    fc.integer({ min: 1, max: 16 }).map((n) => n / 4),
  ),
  { selector: ([x, y]) => x * PRODUCTS + y, maxLength: 30 },
);
const shops = fc
  .record({
    evidence,
    categoryOf: fc.array(fc.nat(CATEGORIES - 1), { minLength: PRODUCTS, maxLength: PRODUCTS }),
    brandOf: fc.array(fc.integer({ min: -1, max: 1 }), { minLength: PRODUCTS, maxLength: PRODUCTS }),
    categoryGroups: fc.constantFrom([0, 1, 2, 3], [0, 0, 2, 2]),
    alike: fc.array(fc.tuple(fc.nat(SOLD / 2 - 1), fc.integer({ min: SOLD / 2, max: SOLD - 1 })), {
      minLength: 4,
      maxLength: 4,
    }),
    odds: fc.array(
      fc.integer({ min: 1, max: 8 }).map((n) => n / 4),
      { minLength: PRODUCTS, maxLength: PRODUCTS },
    ),
  })
  .map(({ alike, odds, evidence: sold, ...columns }) => {
    const neighbours = alike.flatMap(([near, nearer], i): Entries => {
      return [
        [SOLD + i, near, 0.25],
        [SOLD + i, nearer, 0.75],
      ];
    });
    const own = sold.filter(([x, y]) => x !== y);
    const pairs = matrix(PRODUCTS, [...own, ...borrowedRows(own, neighbours)]);
    const popularity = Array.from({ length: PRODUCTS }, (_, y) => (y < SOLD ? y + 1 : 0));
    const inputs: RankingInputs = {
      evidence: evidenceOf(
        pairs,
        { together: new Int32Array(pairs.columns.length).fill(4) },
        // Pairs of the first three products are above chance, and of the others not.
        { baskets: Int32Array.from({ length: PRODUCTS }, (_, y) => (y < 3 ? 4 : 900)) },
      ),
      graph: matrix(PRODUCTS, []),
      context: contextOf({ ...columns, popularity, categories: CATEGORIES }),
      model: { prior: { affinity: 1, popularity: 0.5, categoryLift: 1, sameBrand: 0.5 }, kappa: 2, gamma: 0.5 },
      coldProducts: {
        neighbours: matrix(PRODUCTS, neighbours),
        products: Int32Array.from(COLD_PRODUCTS),
        logPopularity: Float32Array.from({ length: PRODUCTS }, (_, y) => y / 8),
        logDemand: Float32Array.from({ length: PRODUCTS }, (_, y) => y / 10),
      },
      relations: Array.from({ length: CATEGORIES }, () => []),
      candidates: PRODUCTS,
    };
    return { inputs, odds: Float32Array.from(odds) };
  });

function borrowedRows(own: Entries, neighbours: Entries): Entries {
  const sums = new Map<string, [number, number, number]>();
  for (const [coldProduct, near, weight] of neighbours) {
    for (const [x, y, value] of own) {
      if (x !== near) continue;
      const known = sums.get(`${coldProduct} ${y}`)?.[2] ?? 0;
      sums.set(`${coldProduct} ${y}`, [coldProduct, y, known + weight * value]);
    }
  }
  return [...sums.values()];
}

function entryOf({ offsets, columns, values }: RankingInputs['graph'], x: number, y: number): number {
  for (let e = offsets[x]; e < offsets[x + 1]; e++) if (columns[e] === y) return values[e];
  return 0;
}

/** k·p(y | x) + mean evidence of y's neighbours with x, as shares; 0 for what may not be shown. */
function naiveShares(
  { evidence: { pairs }, context, model, coldProducts }: RankingInputs,
  x: number,
  odds: Float32Array,
) {
  const all = Array.from({ length: PRODUCTS }, (_, y) => y);
  const other = (y: number): boolean =>
    y !== x && context.categoryGroups[context.categoryOf[y]] !== context.categoryGroups[context.categoryOf[x]];
  const exp = (y: number, logDemand: Float32Array): number =>
    odds[y] *
    Math.exp(0.5 * logDemand[y]) *
    (context.brandOf[x] >= 0 && context.brandOf[x] === context.brandOf[y] ? Math.exp(0.5) : 1);
  const sold = all.filter((y) => y < SOLD && other(y));
  const total = sold.reduce((sum, y) => sum + exp(y, context.logDemand), 0);
  const mass = sold.reduce((sum, y) => sum + entryOf(pairs, x, y), 0);
  const k = model.kappa * Math.max(mass, 1e-9) ** model.gamma;
  const scores = COLD_PRODUCTS.map((y) => {
    if (!other(y) || coldProducts === undefined) return 0;
    const borrowed = all.reduce((sum, z) => sum + entryOf(coldProducts.neighbours, y, z) * entryOf(pairs, x, z), 0);
    return borrowed * total + k * exp(y, coldProducts.logDemand);
  });
  const whole = scores.reduce((sum, score) => sum + score, 0);
  return new Map(COLD_PRODUCTS.map((y, i) => [y, whole > 0 ? scores[i] / whole : 0]));
}

describe('cold-start products as answers', () => {
  it("are never of the product's category line, nor the product itself, nor a product with events", () => {
    fc.assert(
      fc.property(shops, ({ inputs, odds }) => {
        const { categoryOf, categoryGroups } = inputs.context;
        const ranker = new ProductRanker(inputs);
        for (let x = 0; x < PRODUCTS; x++) {
          const list = ranker.rankColdProducts(x, odds);
          const allowed = COLD_PRODUCTS.filter(
            (y) => y !== x && categoryGroups[categoryOf[y]] !== categoryGroups[categoryOf[x]],
          );
          expect([...list.products].sort((a, b) => a - b)).to.deep.equal(allowed);
          expect([...list.categories]).to.deep.equal([...list.products].map((y) => categoryOf[y]));
        }
      }),
    );
  });

  it('are scored by the mean evidence of their neighbours with the prior behind it, best first', () => {
    fc.assert(
      fc.property(shops, ({ inputs, odds }) => {
        const ranker = new ProductRanker(inputs);
        for (let x = 0; x < PRODUCTS; x++) {
          const shares = naiveShares(inputs, x, odds);
          const list = ranker.rankColdProducts(x, odds);
          list.products.forEach((y, i) => {
            expect(list.scores[i]).to.be.closeTo(shares.get(y) ?? NaN, 1e-5);
            if (i > 0) expect(list.scores[i]).to.be.at.most(list.scores[i - 1]);
          });
        }
      }),
    );
  });

  it('claim no common basket, and name the product like them that goes with it most', () => {
    fc.assert(
      fc.property(shops, ({ inputs, odds }) => {
        const { evidence: all, coldProducts } = inputs;
        const list = new ProductRanker(inputs).rankColdProducts(0, odds);
        expect(list.source).to.equal('category');
        list.products.forEach((y, i) => {
          expect(list.together[i]).to.equal(0);
          const parts = Array.from({ length: PRODUCTS }, (_, z) =>
            coldProducts === undefined || z > 2 ? 0 : entryOf(coldProducts.neighbours, y, z) * entryOf(all.pairs, 0, z),
          );
          const most = Math.max(...parts);
          expect(list.through[i]).to.equal(most > 0 ? parts.indexOf(most) : -1);
        });
      }),
    );
  });

  it('come beside the own list as each of them alone, whatever was asked before', () => {
    fc.assert(
      fc.property(shops, ({ inputs, odds }) => {
        const used = new ProductRanker(inputs);
        for (let x = 0; x < PRODUCTS; x++) {
          const fresh = new ProductRanker(inputs);
          const coldProducts = fresh.rankColdProducts(x, odds);
          expect(used.rankWithColdProducts(x, odds)).to.deep.equal({
            product: x,
            list: fresh.rankByOdds(x, odds),
            coldProducts,
          });
        }
      }),
    );
  });

  it('answer a category by popularity of their neighbours, none of its own line', () => {
    fc.assert(
      fc.property(shops, fc.integer({ min: -1, max: CATEGORIES - 1 }), ({ inputs }, category) => {
        const { categoryOf, categoryGroups } = inputs.context;
        const allowed = COLD_PRODUCTS.filter(
          (y) => category < 0 || categoryGroups[categoryOf[y]] !== categoryGroups[category],
        );
        // The later a cold-start product, the more its neighbours are bought here.
        expect([...new ProductRanker(inputs).rankCategoryColdProducts(category).products]).to.deep.equal(
          allowed.reverse(),
        );
      }),
    );
  });
});

describe('a cold-start product as a question', () => {
  /** Product 3 is new, three quarters like 0 and one quarter like 1; 2 and 4 are of another category. */
  const neighbours: Entries = [
    [3, 0, 0.75],
    [3, 1, 0.25],
  ];
  const own: Entries = [
    [0, 2, 4],
    [1, 2, 4],
    [1, 4, 8],
  ];
  const pairs = matrix(5, [...own, ...borrowedRows(own, neighbours)]);
  const inputs: RankingInputs = {
    evidence: evidenceOf(
      pairs,
      { together: Int32Array.from(pairs.columns, (_, e) => (e < own.length ? 3 : 0)) },
      { baskets: Int32Array.of(3, 6, 6, 0, 3), basketTotal: 100 },
    ),
    graph: matrix(5, []),
    context: contextOf({ popularity: [1, 1, 1, 0, 1], categoryOf: [0, 0, 1, 0, 1], categories: 2 }),
    model: { prior: { affinity: 0, popularity: 1, categoryLift: 1, sameBrand: 0 }, kappa: 1, gamma: 0.5 },
    coldProducts: {
      neighbours: matrix(5, neighbours),
      products: Int32Array.of(3),
      logPopularity: new Float32Array(5),
      logDemand: new Float32Array(5),
    },
    relations: [[], []],
    candidates: 5,
  };

  it('is answered by what its neighbours go with', () => {
    const list = new ProductRanker(inputs).rank(3, new Float32Array(5));
    // Evidence with 2: 0.75 · 4 + 0.25 · 4 = 4, with 4: 0.25 · 8 = 2; mass 6, k = √6, the prior half each.
    const k = Math.sqrt(6);
    expect([...list.products]).to.deep.equal([2, 4]);
    expect(list.scores[0]).to.be.closeTo((4 + k / 2) / (6 + k), 1e-6);
    expect(list.scores[1]).to.be.closeTo((2 + k / 2) / (6 + k), 1e-6);
  });

  it('claims no common basket, and names the neighbour that lent most', () => {
    const list = new ProductRanker(inputs).rank(3, new Float32Array(5));
    expect(list.source).to.equal('category');
    expect([...list.together]).to.deep.equal([0, 0]);
    expect([...list.through]).to.deep.equal([0, 1]);
  });
});
