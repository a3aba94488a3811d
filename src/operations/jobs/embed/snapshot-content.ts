import { rankProducts, type PreparedShop } from '../../../ranking/pipeline/index.js';
import { StrongestSources } from '../../../ranking/candidates/index.js';
import type { ProductLists } from '../../../ranking/types.js';
import type { SnapshotContent, SnapshotManifest } from '../../../storage/redis/index.js';
import { numberedBrands } from './numbered-brands.js';
import { productCards } from './product-cards.js';

/** All that a snapshot of a prepared shop holds; lists are ranked while they are read. */
export function snapshotContent(
  shop: PreparedShop,
  histories: SnapshotContent['histories'],
  manifest: SnapshotManifest,
): SnapshotContent {
  const { catalogue, evidence, inputs } = shop;
  const reach = inputs.context.logPopularity.map(Math.exp);
  const sources = new StrongestSources(reach);
  const coldProductSources = new StrongestSources(reach);
  const ranked = rankProducts(shop, shop.listed, { coldProducts: shop.coldProductLists, explained: shop.explained });
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
    lists: noting(ranked, ({ product, list, coldProducts }) => {
      sources.add(product, list);
      if (coldProducts !== undefined) coldProductSources.add(product, coldProducts);
    }),
    sources: sources.all(),
    coldProductSources: coldProductSources.all(),
    categoryLists: shop.categoryLists,
    categoryColdProducts: shop.categoryColdProducts,
    learnedRelations: [...shop.learnedRelations.entries()].filter(([, relations]) => relations.length > 0),
    embeddings: shop.embeddings,
    userModel: shop.model.users,
    histories,
  };
}

/** The same lists; `note` sees each on its way. */
async function* noting(
  lists: AsyncIterable<ProductLists>,
  note: (lists: ProductLists) => void,
): AsyncGenerator<ProductLists, void> {
  for await (const each of lists) {
    note(each);
    yield each;
  }
}
