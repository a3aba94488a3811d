import { rankProducts, type PreparedShop } from '../../engine/index.js';
import type { SnapshotContent, SnapshotManifest } from '../../snapshots/index.js';
import { numberedBrands } from './numbered-brands.js';
import { productCards } from './product-cards.js';

/** All that a snapshot of a prepared shop holds; lists are ranked while they are read. */
export function snapshotContent(
  shop: PreparedShop,
  histories: SnapshotContent['histories'],
  manifest: SnapshotManifest,
): SnapshotContent {
  const { catalogue, evidence, inputs } = shop;
  return {
    manifest,
    shared: {
      categories: catalogue.categories,
      categoryOf: catalogue.products.categories,
      basketsOf: evidence.baskets,
      popular: shop.popular,
      relations: Int32Array.from(
        inputs.relations.flatMap((row, category) => row.flatMap(({ related }) => [category, related])),
      ),
      eventless: shop.eventless,
      ...numberedBrands(catalogue.products.brands),
      prices: catalogue.products.prices,
      stock: catalogue.products.stock,
      margins: catalogue.products.margins,
    },
    cards: productCards(catalogue, evidence),
    lists: rankProducts(shop, shop.listed, { newcomers: shop.newcomerLists }),
    categoryLists: shop.categoryLists,
    categoryNewcomers: shop.categoryNewcomers,
    embeddings: shop.embeddings,
    userModel: shop.model.users,
    histories,
  };
}
