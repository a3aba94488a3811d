import fc from 'fast-check';
import type { CandidateList } from '../../../src/ranking/types.js';
import { ruleDocumentSchema, type RuleDocument } from '../../../src/serving/rules/index.js';
import { candidateList } from '../../ranking/candidates.js';
import { BRANDS, type MemoryShop } from './memory-snapshot.js';

const DIMENSION = 3;

/** Shops of 1 to 40 products in up to 6 categories, some of them under others. */
export const shops: fc.Arbitrary<MemoryShop> = fc
  .record({ products: fc.integer({ min: 1, max: 40 }), categories: fc.integer({ min: 1, max: 6 }) })
  .chain(({ products, categories }) => {
    const each = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
      fc.array(value, { minLength: products, maxLength: products });
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    const candidates = fc.array(fc.record({ product: fc.nat(products - 1), score }), { maxLength: 12 });
    return fc
      .record({
        // A parent comes before its child, so that there is no cycle.
        parents: fc.tuple(...Array.from({ length: categories }, (_, c) => fc.integer({ min: -1, max: c - 1 }))),
        categoryOf: each(fc.integer({ min: -1, max: categories - 1 })),
        brandOf: each(fc.integer({ min: -1, max: BRANDS.length - 1 })),
        prices: each(fc.oneof({ weight: 1, arbitrary: fc.constant(Number.NaN) }, { weight: 5, arbitrary: fc.nat(9) })),
        stock: each(fc.integer({ min: -1, max: 3 })),
        margins: each(fc.constantFrom(Number.NaN, 0.1, 0.5)),
        order: fc.shuffledSubarray([...Array(products).keys()], { minLength: products }),
        lists: each(fc.option(fc.tuple(candidates, fc.constantFrom('graph' as const, 'category' as const)))),
        categoryLists: fc.array(fc.option(candidates), { minLength: categories, maxLength: categories }),
        vectors: each(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: DIMENSION, maxLength: DIMENSION })),
        histories: fc.array(
          fc.uniqueArray(fc.tuple(fc.nat(products - 1), fc.nat(3)), { maxLength: 5, selector: ([product]) => product }),
          { maxLength: 2 },
        ),
      })
      .map(({ order, lists, categoryLists, vectors, histories, ...columns }): MemoryShop => {
        const { categoryOf } = columns;
        // As a snapshot's are: of other categories than the product's own, each once.
        const listOf = (
          own: number,
          parts: readonly { readonly product: number; readonly score: number }[],
          source: CandidateList['source'],
        ): CandidateList =>
          candidateList(
            parts
              .filter(({ product }, i) => parts.findIndex((part) => part.product === product) === i)
              .filter(({ product }) => categoryOf[product] >= 0 && categoryOf[product] !== own)
              .map((part) => ({ ...part, category: categoryOf[part.product] })),
            source,
          );
        return {
          ...columns,
          popular: order.filter((product) => categoryOf[product] >= 0),
          lists: new Map(
            lists.flatMap((list, x) => (list === null ? [] : [[x, listOf(categoryOf[x], ...list)] as const])),
          ),
          categoryLists: new Map(
            categoryLists.flatMap((list, c) => (list === null ? [] : [[c, listOf(c, list, 'category')] as const])),
          ),
          embeddings: Float32Array.from(vectors.flatMap(unit)),
          dimension: DIMENSION,
          histories: new Map(
            histories.map((history, u) => [
              `u${u}`,
              { products: history.map(([product]) => product), kinds: history.map(([, kind]) => kind) },
            ]),
          ),
        };
      });
  });

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((value) => (length === 0 ? 0 : value / length));
}

const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined, freq: 3 });

/** Questions as clients put them; they may name products, customers and categories that the shop lacks. */
export const questions: fc.Arbitrary<Record<string, unknown>> = fc
  .record({
    products: fc.uniqueArray(
      fc.nat(44).map((n) => `p${n}`),
      { maxLength: 3 },
    ),
    user: optional(fc.constantFrom('u0', 'u1', 'nobody')),
    excludeBasketCategories: fc.boolean(),
    limit: fc.integer({ min: 1, max: 12 }),
    category: fc.uniqueArray(
      fc.nat(5).map((n) => `c${n}`),
      { maxLength: 1 },
    ),
    excludeCategory: fc.uniqueArray(
      fc.nat(5).map((n) => `c${n}`),
      { maxLength: 1 },
    ),
    brand: fc.uniqueArray(fc.constantFrom(...BRANDS), { maxLength: 1 }),
    excludeBrand: fc.uniqueArray(fc.constantFrom(...BRANDS), { maxLength: 1 }),
    minPrice: optional(fc.integer({ min: 0, max: 4 })),
    maxPrice: optional(fc.integer({ min: 4, max: 9 })),
    inStock: fc.boolean(),
    maxPerCategory: optional(fc.integer({ min: 1, max: 3 })),
    level: optional(fc.constantFrom('leaf' as const, 0, 1)),
    balance: optional(fc.constantFrom(0, 0.5, 1)),
    diversity: fc.constantFrom(0, 0, 0.5, 1, 5),
    seed: fc.nat(3),
  })
  .map((question) => Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined)))
  .filter(({ products, user }) => (products as string[]).length > 0 || user !== undefined);

const items = fc
  .record({
    products: optional(
      fc.uniqueArray(
        fc.nat(39).map((n) => `p${n}`),
        { minLength: 1, maxLength: 3 },
      ),
    ),
    categories: optional(fc.constantFrom(['c0'], ['c1'], ['c2', 'c3'])),
    brands: optional(fc.constantFrom(['b0'], ['b1'])),
    minStock: optional(fc.nat(2)),
    maxStock: optional(fc.nat(2)),
    minMargin: optional(fc.constantFrom(0.2)),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
  .filter((all) => Object.keys(all).length > 0);
const asked = optional(
  fc.oneof(
    fc.nat(39).map((n) => ({ products: [`p${n}`] })),
    fc.constantFrom({ categories: ['c0'] }, { categories: ['c1'] }),
  ),
);
const rule = fc.oneof(
  fc.record({ action: fc.constantFrom('block', 'bury'), items, for: asked }),
  fc.record({
    action: fc.constant('pin'),
    items: fc.record({
      products: fc.uniqueArray(
        fc.nat(44).map((n) => `p${n}`),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    for: asked,
  }),
  fc.record({ action: fc.constant('boost'), items, for: asked, factor: fc.constantFrom(0.1, 2, 50) }),
  fc.record({ action: fc.constant('balance'), for: asked, balance: fc.constantFrom(0, 0.5, 1) }),
);

/** Rules of all kinds, up to four. */
export const ruleDocuments: fc.Arbitrary<RuleDocument> = fc.array(rule, { maxLength: 4 }).map((rules) =>
  ruleDocumentSchema.parse({
    rules: rules.map(({ for: question, ...rest }, i) => ({
      id: `r${i}`,
      ...rest,
      ...(question === undefined ? {} : { for: question }),
    })),
  }),
);
