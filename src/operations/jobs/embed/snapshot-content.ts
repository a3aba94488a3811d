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
  const newcomerSources = new StrongestSources(reach);
  const ranked = rankProducts(shop, shop.listed, { newcomers: shop.newcomerLists, explained: shop.explained });
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
    lists: noting(ranked, ({ product, list, newcomers }) => {
      sources.add(product, list);
      if (newcomers !== undefined) newcomerSources.add(product, newcomers);
    }),
    sources: sources.all(),
    newcomerSources: newcomerSources.all(),
    categoryLists: shop.categoryLists,
    categoryNewcomers: shop.categoryNewcomers,
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
