import { rankProducts, type PreparedShop } from '../../../ranking/pipeline/index.js';
import { StrongestSources } from '../../../ranking/candidates/index.js';
import type {
  NewManifest,
  NewSnapshot,
  SharedParts,
  SnapshotContents,
  SnapshotParts,
} from '../../../storage/redis/index.js';
import type { ProductLists } from '../../../ranking/types.js';
import type { Interactions } from '../../../shop/index.js';
import { CatalogueExposure } from './catalogue-exposure.js';
import { numberedBrands } from './numbered-brands.js';
import { productCards } from './product-cards.js';
import type { UserHistories } from './user-histories.js';

/** What a snapshot is made of. */
export interface SnapshotSource extends Pick<
  PreparedShop,
  'catalogue' | 'popular' | 'eventless' | 'categoryLists' | 'categoryColdProducts' | 'learnedRelations' | 'embeddings'
> {
  /** What is told of the products. */
  readonly evidence: Pick<PreparedShop['evidence'], 'baskets' | 'purchasers' | 'buyers'>;
  /** [products] how much each is bought, above 0. */
  readonly reach: Float32Array;
  readonly users: PreparedShop['model']['users'];
  /** Whether a product is found by its id; all are if left out. */
  readonly found?: (product: number) => boolean;
  /** Each product's lists, in any order; the embeddings are read after the last. */
  readonly lists: () => AsyncIterable<ProductLists>;
}

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
    contents: contentsOf(preparedSource(shop), histories, seen),
    readWhole: () => ({ exposure: seen.exposure() }),
  };
}

function preparedSource(shop: PreparedShop): SnapshotSource {
  const options = { coldProducts: shop.coldProductLists, explained: shop.explained };
  return {
    ...shop,
    users: shop.model.users,
    reach: shop.inputs.context.logPopularity.map(Math.exp),
    lists: () => rankProducts(shop, shop.listed, options),
  };
}

/** All that a snapshot holds, piece by piece. */
export async function* contentsOf(
  shop: SnapshotSource,
  histories: UserHistories,
  seen: CatalogueExposure,
): AsyncGenerator<SnapshotContents> {
  yield { shared: sharedParts(shop) };
  let number = 0;
  for (const card of productCards(shop.catalogue, shop.evidence)) {
    yield { cards: [[number, card]], numbers: shop.found?.(number) === false ? [] : [[card.id, number]] };
    number++;
  }
  yield* rankedLists(shop, seen);
  yield {
    categoryLists: shop.categoryLists,
    categoryColdProducts: shop.categoryColdProducts,
    learnedRelations: shop.learnedRelations,
    embeddings: shop.embeddings,
    userModel: shop.users,
    histories: histories.entries,
  };
}

/** Each product's lists, and then the same the other way round. */
async function* rankedLists(
  { lists, reach }: SnapshotSource,
  seen: CatalogueExposure,
): AsyncGenerator<SnapshotContents> {
  const sources = new StrongestSources(reach);
  const coldProductSources = new StrongestSources(reach);
  for await (const { product, list, coldProducts, parts, coldProductParts } of lists()) {
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

function sharedParts({ catalogue, evidence, popular, eventless }: SnapshotSource): SharedParts {
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
