import { HISTORY_LENGTH } from '../../../lists/index.js';
import { chooseKindWeights, kindLikelihood, type NextProduct } from '../../../fitting/index.js';
import { historyBefore, type History, type Interactions } from '../../../../shop/index.js';
import { categoryGroupsOf, type HeldOutShop } from '../held-out-shop.js';
import { standardKindWeights } from '../../users/decide-history-use.js';
import type { EngineSettings } from '../../settings.js';
import { evenlySpread } from './evenly-spread.js';

/** Customers that are asked. */
const MOST = 4000;

/** Events of a customer that are tried, the latest first. */
const TRIES = 10;

/**
 * How much a product of a customer's history counts by its kind, fitted to what customers bought or carted in the part of
 * the shop that was set aside; undefined where the standard does as well, or nothing says what came first.
 */
export function fitKindWeights(
  interactions: Interactions,
  heldOut: HeldOutShop,
  { baskets }: Pick<EngineSettings, 'baskets'>,
): readonly number[] | undefined {
  if (!interactions.ordered || new Set(interactions.kind).size < 2) return undefined;
  const { evidence, popularity } = heldOut.training;
  const categoryGroupOf = categoryGroupsOf(heldOut.training.catalogue, heldOut.categoryGroups);
  const customers = nextProducts(interactions, heldOut, categoryGroupOf, baskets.countedKinds);
  const seen = [...new Set(customers.flatMap(({ history }) => history.kinds))].sort((a, b) => a - b);
  return chooseKindWeights(
    kindLikelihood(evidence.pairs, popularity, categoryGroupOf, customers),
    seen,
    standardKindWeights(interactions, baskets.kindWeights),
  );
}

/**
 * Of each customer with something set aside the last event there that says what the customer wanted: a product not taken
 * before, of another category than the newest before it, that the rest of the shop knows.
 */
function nextProducts(
  interactions: Interactions,
  { training: { baskets, popularity } }: HeldOutShop,
  categoryGroupOf: Int32Array,
  wanted: readonly number[],
): NextProduct[] {
  const { basket, basketUser, product, kind, guests } = interactions;
  const mayAnswer = (e: number): boolean =>
    baskets.ageWeight[basket[e]] === 0 &&
    !guests.includes(basketUser[basket[e]]) &&
    wanted.includes(kind[e]) &&
    categoryGroupOf[product[e]] >= 0 &&
    popularity[product[e]] > 0;
  const found: NextProduct[] = [];
  let user = -1;
  let tries = 0;
  for (let e = product.length - 1; e >= 0; e--) {
    if (basketUser[basket[e]] !== user) {
      user = basketUser[basket[e]];
      tries = TRIES;
    }
    if (tries === 0 || !mayAnswer(e)) continue;
    tries--;
    const history = historyBefore(interactions, e, HISTORY_LENGTH);
    if (!isAnother(product[e], history, categoryGroupOf)) continue;
    found.push({ history, product: product[e] });
    tries = 0;
  }
  return evenlySpread(found, MOST);
}

/** Whether a product was not taken before, and is of another category than the newest that was. */
function isAnother(product: number, { products }: History, categoryGroupOf: Int32Array): boolean {
  return (
    products.length > 0 && categoryGroupOf[products[0]] !== categoryGroupOf[product] && !products.includes(product)
  );
}
