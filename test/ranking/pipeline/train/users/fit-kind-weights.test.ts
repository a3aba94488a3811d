import { expect } from 'chai';
import { groupCategories } from '../../../../../src/shop/index.js';
import { engineSettings, gatherShop, type ShopColumns } from '../../../../../src/ranking/pipeline/index.js';
import { holdOutShop } from '../../../../../src/ranking/pipeline/train/held-out-shop.js';
import { decideHistoryUse } from '../../../../../src/ranking/pipeline/users/decide-history-use.js';
import { fitKindWeights } from '../../../../../src/ranking/pipeline/train/users/fit-kind-weights.js';
import { InteractionTable, catalogueFromRows } from '../../../../../src/shop/index.js';

const [PURCHASE, , , VIEW] = [0, 1, 2, 3];
const DAY = 86_400_000;
const PAIRS = 5;
/** Products by number: those that are had, those that go with them, others, those that go with the others, and a bag. */
const had = (i: number): number => i;
const goesWith = (i: number): number => PAIRS + i;
const other = (i: number): number => 2 * PAIRS + i;
const goesWithOther = (i: number): number => 3 * PAIRS + i;
const BAG = 4 * PAIRS;

const { catalogue } = catalogueFromRows({
  products: Array.from({ length: BAG + 1 }, (_, product) => ({
    id: `p${String(product).padStart(2, '0')}`,
    title: null,
    price: null,
    brand: null,
    category: `c${Math.floor(product / PAIRS)}`,
    stock: null,
    margin: null,
  })),
  categories: Array.from({ length: 5 }, (_, c) => ({ id: `c${c}`, name: null, parent: null })),
  relations: [],
});

/**
 * 300 baskets of two that go together; then customers who had one product by an event of `hadBy` and another by one of
 * `otherBy`, and bought on the last day, after a bag, what goes with the former.
 */
function shopWhere(hadBy: number, otherBy: number): ShopColumns {
  const table = new InteractionTable();
  let session = 0;
  const visit = (day: number, events: readonly (readonly [number, number])[]) => {
    session++;
    return events.map(([product, kind], seq) => ({
      product,
      kind,
      order: null,
      session: String(session),
      time: day * DAY,
      seq,
    }));
  };
  for (let i = 0; i < 300; i++) {
    table.startUser();
    const pair = i % 2 === 0 ? [had(i % PAIRS), goesWith(i % PAIRS)] : [other(i % PAIRS), goesWithOther(i % PAIRS)];
    table.addAll(
      visit(
        i % 20,
        pair.map((product) => [product, PURCHASE] as const),
      ),
    );
  }
  for (let i = 0; i < 30; i++) {
    table.startUser();
    const before = visit(20, [
      [had(i % PAIRS), hadBy],
      [other((i + 2) % PAIRS), otherBy],
    ]);
    const last = visit(30, [
      [BAG, PURCHASE],
      [goesWith(i % PAIRS), PURCHASE],
    ]);
    table.addAll([...before, ...last]);
  }
  return { catalogue, interactions: table.finish() };
}

const settings = engineSettings({ layer: 'lightgcn', seed: 1 });

function fitted(shop: ShopColumns): readonly number[] | undefined {
  const { baskets } = gatherShop(shop, settings);
  const heldOut = holdOutShop(shop, baskets, groupCategories(catalogue.categories, 'leaf'), settings);
  if (heldOut === undefined) throw new Error('Nothing was held out.');
  return fitKindWeights(shop.interactions, heldOut, settings);
}

describe('the weights of the kinds of events in a shop', () => {
  it('are fitted to what held-out customers bought after them', () => {
    const after = { purchase: fitted(shopWhere(PURCHASE, VIEW)), view: fitted(shopWhere(VIEW, PURCHASE)) };
    expect(after.view?.[VIEW]).to.equal(1);
    expect(after.view?.[PURCHASE]).to.be.lessThan(0.5);
    // As the standard has it, or more so.
    expect(after.purchase?.[PURCHASE] ?? 1).to.equal(1);
    expect(after.purchase?.[VIEW] ?? 0.25).to.be.at.most(0.25);
  });

  it('are the same for the same shop', () => {
    expect(fitted(shopWhere(VIEW, PURCHASE))).to.deep.equal(fitted(shopWhere(VIEW, PURCHASE)));
  });

  it('are not fitted where all customers do is buy, nor where nothing says what came first', () => {
    expect(fitted(shopWhere(PURCHASE, PURCHASE))).to.equal(undefined);
    const { interactions } = shopWhere(VIEW, PURCHASE);
    expect(fitted({ catalogue, interactions: { ...interactions, ordered: false } })).to.equal(undefined);
  });

  it('are what the evidence gives to each kind until they are, as shares of the strongest that the shop has', () => {
    const standard = (kinds: number[]): readonly number[] => {
      const table = new InteractionTable();
      table.startUser();
      for (const kind of kinds) table.addBare(kind, [1]);
      return decideHistoryUse(table.finish(), { settings }).kindWeights;
    };
    expect(standard([0, 1, 2, 3])).to.deep.equal([1, 0.75, 0.5, 0.25]);
    expect(standard([2, 3])).to.deep.equal([1, 1, 1, 0.5]);
    expect(standard([3])).to.deep.equal([1, 1, 1, 1]);
    const weights = [0.5, 1, 1, 0.25];
    expect(
      decideHistoryUse(shopWhere(VIEW, VIEW).interactions, { settings, kindWeights: weights }).kindWeights,
    ).to.equal(weights);
  });
});
