import { rankProducts, type PreparedShop } from '../../../ranking/pipeline/index.js';
import { StrongestSources } from '../../../ranking/candidates/index.js';
import type {
  NewManifest,
  NewSnapshot,
  SharedParts,
  SnapshotContents,
  SnapshotParts,
} from '../../../storage/redis/index.js';
import type { Interactions } from '../../../shop/index.js';
import { CatalogueExposure } from './catalogue-exposure.js';
import { numberedBrands } from './numbered-brands.js';
import { productCards } from './product-cards.js';
import type { UserHistories } from './user-histories.js';

/**
 * The snapshot of a prepared shop; lists are ranked while they are read.
 *
 * @param interactions what the shop was prepared from
 */
export function newSnapshot(
  shop: PreparedShop,
  interactions: Interactions,
  histories: UserHistories,
  manifest: NewManifest,
): NewSnapshot<SnapshotParts> {
  const seen = new CatalogueExposure({ catalogue: shop.catalogue, interactions });
  const products = shop.catalogue.products.ids.length;
  const listed = shop.listed.length;
  const coldProducts = shop.coldProductLists ? listed : 0;
  const explains = shop.explained > 0;
  return {
    manifest,
    promised: {
      cards: products,
      numbers: products,
      lists: listed,
      parts: explains ? listed : 0,
      coldProducts,
      coldProductParts: explains ? coldProducts : 0,
      histories: histories.users,
    },
    contents: contentsOf(shop, histories, seen),
    readWhole: () => ({ exposure: seen.exposure() }),
  };
}

async function* contentsOf(
  shop: PreparedShop,
  histories: UserHistories,
  seen: CatalogueExposure,
): AsyncGenerator<SnapshotContents> {
  yield { shared: sharedParts(shop) };
  let number = 0;
  for (const card of productCards(shop.catalogue, shop.evidence)) {
    yield { cards: [[number, card]], numbers: [[card.id, number]] };
    number++;
  }
  yield* rankedLists(shop, seen);
  yield {
    categoryLists: shop.categoryLists,
    categoryColdProducts: shop.categoryColdProducts,
    learnedRelations: shop.learnedRelations,
    embeddings: shop.embeddings,
    userModel: shop.model.users,
    histories: histories.entries,
  };
}

/** Each product's lists, and then the same the other way round. */
async function* rankedLists(shop: PreparedShop, seen: CatalogueExposure): AsyncGenerator<SnapshotContents> {
  const reach = shop.inputs.context.logPopularity.map(Math.exp);
  const sources = new StrongestSources(reach);
  const coldProductSources = new StrongestSources(reach);
  const options = { coldProducts: shop.coldProductLists, explained: shop.explained };
  for await (const { product, list, coldProducts, parts, coldProductParts } of rankProducts(
    shop,
    shop.listed,
    options,
  )) {
    seen.add({ product, list });
    sources.add(product, list);
    if (coldProducts !== undefined) coldProductSources.add(product, coldProducts);
    yield {
      lists: [[product, list]],
      coldProducts: coldProducts && [[product, coldProducts]],
      parts: parts && [[product, parts]],
      coldProductParts: coldProductParts && [[product, coldProductParts]],
    };
  }
  yield { sources: sources.all(), coldProductSources: coldProductSources.all() };
}

function sharedParts({ catalogue, evidence, popular, eventless }: PreparedShop): SharedParts {
  const { categories, brands, prices, stock, margins } = catalogue.products;
  return {
    categories: catalogue.categories,
    categoryOf: categories,
    basketsOf: evidence.baskets,
    popular,
    relations: Int32Array.from(catalogue.relations.flatMap(({ category, related }) => [category, related])),
    eventless,
    ...numberedBrands(brands),
    prices,
    stock,
    margins,
  };
}
