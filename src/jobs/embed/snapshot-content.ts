import { rankProducts, type PreparedShop } from '../../engine/index.js';
import type { SnapshotContent, SnapshotManifest } from '../../snapshots/index.js';
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
    },
    cards: productCards(catalogue, evidence.baskets),
    lists: rankProducts(shop, shop.listed, { newcomers: shop.newcomerLists }),
    categoryLists: shop.categoryLists,
    categoryNewcomers: shop.categoryNewcomers,
    learnedRelations: [...shop.learnedRelations.entries()].filter(([, relations]) => relations.length > 0),
    embeddings: shop.embeddings,
    histories,
  };
}
