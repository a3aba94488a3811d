import { Prng } from '../../../src/shop/sample/prng.js';
import {
  likeOrders,
  ordinaryOrders,
  robotViews,
  trendingProduct,
  wronglyDated,
  type AddedBlock,
  type BlockOrders,
} from './added-block.js';
import type { PlantedShop } from './planted-shop.js';

/** Odd things that shops have met, each up to 15 % of the orders, the box somewhat more. */
export function knownBlocks(shop: PlantedShop, seed: number): AddedBlock[] {
  const most = Math.floor(0.15 * shop.orders);
  const pair = ['kettles-1', 'seeds-8'] as const;
  return [
    likeOrders(shop, 'box', {
      products: ['teas-8', 'mugs-3', 'seeds-2'],
      orders: 150,
      people: 'many',
      days: 'newest',
    }),
    likeOrders(shop, 'launch', {
      products: ['teas-9', 'mugs-9', 'seeds-9'],
      orders: most,
      people: 'many',
      days: 'newest',
    }),
    likeOrders(shop, 'habit', { products: ['mugs-4', 'spades-6'], orders: most, people: 'many', days: 'spread' }),
    likeOrders(shop, 'newcomers', { products: ['gloves-9', 'teas-9'], orders: most, people: 'many', days: 'spread' }),
    likeOrders(shop, 'test-orders', { products: ['mugs-5', 'gloves-2'], orders: most, people: 'one', days: 'newest' }),
    likeOrders(shop, 'test-products', { products: ['teas-9', 'mugs-1'], orders: most, people: 'one', days: 'newest' }),
    likeOrders(shop, 'reseller', { products: pair, orders: 100, people: 'one', days: 'spread' }),
    ordinaryOrders(seed, 'one-of-all', { orders: most, counts: 'person' }),
    ordinaryOrders(seed, 'guests', { orders: most, counts: 'alike' }),
    robotViews(shop, 'robot', ['teas-4', 'spades-3', 'gloves-7'], most),
    wronglyDated('year-2205', 'purchase', ['kettles-1', 'seeds-5'], Date.UTC(2205, 2, 1, 10)),
    wronglyDated('views-2205', 'view', ['kettles-1', 'seeds-5'], Date.UTC(2205, 2, 1, 10)),
    wronglyDated('year-1970', 'purchase', ['kettles-1', 'seeds-5'], 0),
    trendingProduct(shop, 'trend', 'spades-5', ['kettles-2', 'mugs-6'], most),
  ];
}

/** A block of like orders drawn at random: its customers, days, products and size. */
export function drawnBlock(shop: PlantedShop, seed: number): AddedBlock {
  const random = new Prng(seed).fork('block');
  const categories = [...new Set(shop.products.map(({ category }) => category))];
  const fresh = random.chance(0.3);
  const chosen = random.permutation(categories.length).slice(0, 2 + random.below(2));
  const block: BlockOrders = {
    products: chosen.map((c) => `${categories[c]}-${fresh ? 9 : 1 + random.below(8)}`),
    orders: Math.floor(shop.orders * (0.05 + 0.1 * random.unit())),
    people: random.pick(['one', 'many']),
    days: random.pick(['newest', 'spread']),
  };
  return likeOrders(shop, `drawn-${seed}`, block);
}
