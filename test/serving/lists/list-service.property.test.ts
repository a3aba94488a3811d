import { expect } from 'chai';
import fc from 'fast-check';
import { AlongsideError } from '../../../src/core/index.js';
import { askFor } from '../../../src/ranking/lists/index.js';
import type { RuleDocument } from '../../../src/serving/rules/index.js';
import { ListService, listQuerySchema, type AnsweredList, type ListQuery } from '../../../src/serving/lists/index.js';
import { NO_HISTORY } from '../../../src/shop/index.js';
import type { Snapshot } from '../../../src/storage/redis/index.js';
import { runs } from '../../support/proof.js';
import { BRANDS, KIND_WEIGHTS, memorySnapshot, type MemoryShop } from './memory-snapshot.js';
import { questions, ruleDocuments, shops } from './random-shops.js';

const RUNS = runs(10_000, 1500);

const worlds = fc.record({ shop: shops, question: questions, document: ruleDocuments });

function serviceOf(snapshot: Snapshot, { rules }: RuleDocument): ListService {
  const rulesInForce = { version: '1-x', state: '1-x.0', rules, until: Infinity };
  return new ListService(
    { current: () => snapshot, at: () => Promise.resolve(snapshot) },
    { rules: { inForce: () => rulesInForce } },
  );
}

/** All pages of a list; undefined where the shop lacks what the question names. */
async function pagesOf(service: ListService, query: ListQuery): Promise<AnsweredList[] | undefined> {
  const pages: AnsweredList[] = [];
  try {
    for (let cursor: string | null | undefined; cursor !== null; cursor = pages.at(-1)?.nextCursor) {
      pages.push(await service.answer(cursor === undefined ? query : { ...query, cursor }));
      if (pages.length > 100) throw new Error('The pages do not end.');
    }
  } catch (error) {
    if (error instanceof AlongsideError && error.code.startsWith('unknown-')) return undefined;
    throw error;
  }
  return pages;
}

/** What may stand on the list, said once more from the definitions. */
class Judge {
  private readonly basket: readonly number[];
  private readonly hidden: readonly number[];
  private readonly weighed: readonly number[];

  constructor(
    private readonly shop: MemoryShop,
    private readonly query: ListQuery,
    private readonly document: RuleDocument,
  ) {
    const products = query.products.map((id) => Number(id.slice(1))).filter((product) => product in shop.categoryOf);
    const { asked, hidden, weighed } = askFor(products, shop.histories.get(query.user ?? '') ?? NO_HISTORY, {
      merged: true,
      hidden: true,
      kindWeights: KIND_WEIGHTS,
    });
    this.basket = asked;
    this.hidden = hidden;
    this.weighed = weighed.map(({ product }) => product);
  }

  /** Quotas aside. */
  admits(product: number): boolean {
    const { shop, query } = this;
    const category = shop.categoryOf[product];
    if (category < 0 || this.basket.includes(product) || this.hidden.includes(product)) return false;
    if (query.excludeBasketCategories && this.basket.some((x) => this.line(shop.categoryOf[x]) === this.line(category)))
      return false;
    if (query.category.length > 0 && !query.category.some((c) => this.under(category, c))) return false;
    if (query.excludeCategory.some((c) => this.under(category, c))) return false;
    const brand = BRANDS[shop.brandOf[product]] ?? 'none';
    if (query.brand.length > 0 && !query.brand.includes(brand)) return false;
    if (query.excludeBrand.includes(brand)) return false;
    const price = shop.prices[product];
    if (query.minPrice !== undefined && !(price >= query.minPrice)) return false;
    if (query.maxPrice !== undefined && !(price <= query.maxPrice)) return false;
    if (query.inStock && shop.stock[product] === 0) return false;
    return !this.document.rules.some(
      (rule) => rule.action === 'block' && this.concerns(rule) && this.touches(rule, product),
    );
  }

  /** Whether a rule is for this question. */
  concerns({ for: asked }: RuleDocument['rules'][number]): boolean {
    const { categoryOf } = this.shop;
    return (
      asked === undefined ||
      [...this.basket, ...this.weighed].some(
        (x) =>
          asked.products?.includes(`p${x}`) === true ||
          asked.categories?.some((c) => this.under(categoryOf[x], c)) === true,
      )
    );
  }

  touches(rule: RuleDocument['rules'][number], product: number): boolean {
    const { shop } = this;
    if (rule.action === 'balance') return false;
    const { items } = rule;
    const of: Partial<Record<'products' | 'categories' | 'brands', string[] | undefined>> &
      Partial<Record<'minStock' | 'maxStock' | 'minMargin', number | undefined>> = items;
    const named = of.products !== undefined || of.categories !== undefined || of.brands !== undefined;
    const stock = shop.stock[product];
    return (
      (!named ||
        of.products?.includes(`p${product}`) === true ||
        of.categories?.some((c) => this.under(shop.categoryOf[product], c)) === true ||
        of.brands?.includes(BRANDS[shop.brandOf[product]]) === true) &&
      (of.minStock === undefined || (stock >= 0 && stock >= of.minStock)) &&
      (of.maxStock === undefined || (stock >= 0 && stock <= of.maxStock)) &&
      (of.minMargin === undefined || shop.margins[product] >= of.minMargin)
    );
  }

  /** How many items the whole list has if it is not short. */
  most(): number {
    const counts = new Map<number, number>();
    for (const [product, category] of this.shop.categoryOf.entries()) {
      if (this.admits(product)) counts.set(category, (counts.get(category) ?? 0) + 1);
    }
    return [...counts.values()].reduce((sum, count) => sum + Math.min(count, this.query.maxPerCategory ?? Infinity), 0);
  }

  private path(category: number): number[] {
    return category < 0 ? [] : [category, ...this.path(this.shop.parents[category])];
  }

  private line(category: number): number {
    const { level = 'leaf' } = this.query;
    const path = this.path(category);
    return level === 'leaf' || category < 0 ? category : path[Math.max(0, path.length - 1 - level)];
  }

  private under(category: number, name: string): boolean {
    return this.path(category).includes(Number(name.slice(1)));
  }
}

describe('a list of any shop, question and rules', () => {
  it('keeps policy, filters, quotas and blocks on every page, misses nothing and repeats nothing', async function () {
    this.timeout(240_000);
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(worlds, async ({ shop, question, document }) => {
        const query = listQuerySchema.parse(question);
        const pages = await pagesOf(serviceOf(memorySnapshot(shop), document), query);
        if (pages === undefined) return;
        answered++;
        const judge = new Judge(shop, query, document);
        const items = pages.flatMap((page) => page.items);
        const products = items.map(({ productId }) => Number(productId.slice(1)));
        expect(new Set(products).size, 'nothing twice').to.equal(products.length);
        expect(items.map(({ rank }) => rank)).to.deep.equal(items.map((_, i) => i + 1));
        for (const product of products) expect(judge.admits(product), `p${product}`).to.equal(true);
        expect(items.length, 'never short').to.equal(judge.most());
        for (const page of pages.slice(0, -1)) expect(page.items).to.have.length(query.limit);
        const perCategory = new Map<string, number>();
        for (const { categoryId } of items) perCategory.set(categoryId, (perCategory.get(categoryId) ?? 0) + 1);
        for (const count of perCategory.values()) expect(count).to.be.at.most(query.maxPerCategory ?? Infinity);
        for (const { productId, rules = [] } of items) {
          const touching = document.rules.filter(
            (rule) =>
              rule.action !== 'block' && judge.concerns(rule) && judge.touches(rule, Number(productId.slice(1))),
          );
          expect(rules).to.deep.equal(touching.map(({ id }) => id));
        }
      }),
      { numRuns: RUNS },
    );
    expect(answered).to.be.above(RUNS / 4);
  });

  it('is the same, byte for byte, for equal requests, whatever was asked before', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(worlds, async ({ shop, question, document }) => {
        const query = listQuerySchema.parse(question);
        const first = serviceOf(memorySnapshot(shop), document);
        const [a, b] = [await first.replies([query, query]), await first.replies([query])];
        const [c] = await serviceOf(memorySnapshot(shop), document).replies([query]);
        const text = (reply: (typeof a)[number]): string => ('text' in reply ? String(reply.text) : reply.message);
        expect(new Set([...a, ...b, c].map(text)).size).to.equal(1);
      }),
      { numRuns: RUNS / 10 },
    );
  });

  it('is one list whatever the length of its pages', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(worlds, fc.integer({ min: 1, max: 12 }), async ({ shop, question, document }, limit) => {
        const query = listQuerySchema.parse(question);
        const service = serviceOf(memorySnapshot(shop), document);
        const short = await pagesOf(service, query);
        const long = await pagesOf(service, { ...query, limit });
        expect(short?.flatMap(({ items }) => items)).to.deep.equal(long?.flatMap(({ items }) => items));
      }),
      { numRuns: RUNS / 10 },
    );
  });

  it('stands pinned, then as it comes, then buried', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(worlds, async ({ shop, question, document }) => {
        const query = listQuerySchema.parse(question);
        const pages = await pagesOf(serviceOf(memorySnapshot(shop), document), query);
        const actionOf = new Map(document.rules.map(({ id, action }) => [id, action]));
        const places = (pages ?? []).flatMap(({ items }) =>
          items.map(({ rules = [] }) => {
            const actions = rules.map((id) => actionOf.get(id));
            return actions.includes('pin') ? 0 : actions.includes('bury') ? 2 : 1;
          }),
        );
        expect(places).to.deep.equal([...places].sort((a, b) => a - b));
      }),
      { numRuns: RUNS / 10 },
    );
  });
});
