import { expect } from 'chai';
import fc from 'fast-check';
import type { RuleDocument } from '../../../src/serving/rules/index.js';
import { BatchRanker, ListService, listQuerySchema, type BatchQuery } from '../../../src/serving/lists/index.js';
import { memorySnapshot, type MemoryShop } from './memory-snapshot.js';
import { ruleDocuments, shops } from './random-shops.js';
import { runs } from '../../support/proof.js';

const RUNS = runs(150, 50);

const worlds = fc.record({ shop: shops, document: ruleDocuments });

/** Every product, for nobody, for each customer that the snapshot knows, and for one with a history of the client's. */
function queriesOf({ categoryOf, histories }: MemoryShop): BatchQuery[] {
  const products = [...categoryOf.keys()].map((product) => `p${product}`);
  return products.flatMap((productId, i) => [
    { queryId: productId, productId, onlyNew: false },
    ...[...histories.keys()].map((userId) => ({
      queryId: `${productId} ${userId}`,
      productId,
      userId,
      onlyNew: false,
    })),
    { queryId: `${productId} h`, productId, history: products.slice(i + 1, i + 3), onlyNew: false },
  ]);
}

type Lists = { readonly productId: string; readonly score: number }[][];

function batchLists(shop: MemoryShop, { rules }: RuleDocument, limit: number): Promise<Lists> {
  return BatchRanker.open(memorySnapshot(shop), limit, rules).then((ranker) => ranker.answer(queriesOf(shop)));
}

function servedLists(shop: MemoryShop, { rules }: RuleDocument, limit: number): Promise<Lists> {
  const snapshot = memorySnapshot(shop);
  const service = new ListService(
    { current: () => snapshot, at: () => Promise.resolve(snapshot) },
    { rules: { inForce: () => ({ version: '1-x', state: '1-x.0', rules, until: Infinity }) } },
  );
  return Promise.all(
    queriesOf(shop).map(async ({ productId, userId, history = [] }) => {
      const said = { products: [productId], limit, ...(userId === undefined ? {} : { user: userId }) };
      const query = listQuerySchema.parse(history.length === 0 ? said : { ...said, history });
      const { items } = await service.answer(query);
      return items.map((item) => ({ productId: item.productId, score: item.score }));
    }),
  );
}

describe('a batch of any shop', () => {
  it('has the lists of the API, filled as they are where candidates run out, by the same rules', async function () {
    this.timeout(240_000);
    await fc.assert(
      fc.asyncProperty(worlds, fc.constantFrom(1, 10, 100), async ({ shop, document }, limit) => {
        expect(await batchLists(shop, document, limit)).to.deep.equal(await servedLists(shop, document, limit));
      }),
      { numRuns: RUNS },
    );
  });
});
