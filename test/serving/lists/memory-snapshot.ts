import type { UserModel } from '../../../src/learning/sequence/index.js';
import type { History } from '../../../src/shop/index.js';
import type { CandidateList } from '../../../src/ranking/types.js';
import {
  SNAPSHOT_PARTS,
  type ProductCard,
  type Snapshot,
  type SnapshotContents,
  type SnapshotManifest,
} from '../../../src/storage/redis/index.js';
import { snapshotInMemory } from '../../storage/redis/snapshot-in-memory.js';

/** A shop by its columns, and what its snapshot holds beside. */
export interface MemoryShop {
  readonly parents: readonly number[];
  /** One entry a product in each. */
  readonly categoryOf: readonly number[];
  readonly brandOf: readonly number[];
  readonly prices: readonly number[];
  readonly stock: readonly number[];
  readonly margins: readonly number[];
  /** People who bought each; enough for everything to be told if left out. */
  readonly buyers?: readonly number[];
  /** Products that have a category, in any order. */
  readonly popular: readonly number[];
  /** Products without any event, ascending; none if left out. */
  readonly eventless?: readonly number[];
  readonly lists: ReadonlyMap<number, CandidateList>;
  readonly categoryLists: ReadonlyMap<number, CandidateList>;
  /** [products × dimension] */
  readonly embeddings: Float32Array;
  readonly dimension: number;
  readonly histories: ReadonlyMap<string, History>;
  readonly userModel?: UserModel;
  /** What a title says beside its product's number. */
  readonly titles?: string;
}

/** As a memory snapshot's customers are answered: purchases, carts, favourites, views. */
export const KIND_WEIGHTS = [1, 0.75, 0.5, 0.25];

/** People who bought each product, and baskets that hold it. */
const BUYERS = 9;

export const BRANDS = ['b0', 'b1', 'b2'];

/** A snapshot that is all in memory; product n is called `pn`, category n `cn`. */
export function memorySnapshot(shop: MemoryShop, id = 'memory'): Snapshot {
  const manifest = {
    id,
    model: { id: 'model' },
    level: 'leaf',
    unit: 'order',
    kinds: ['purchase'],
    leastPeople: 0,
    basketTotal: 100,
    history: { merged: true, hidden: true, kindWeights: KIND_WEIGHTS },
    products: shop.categoryOf.length,
    dimension: shop.dimension,
  } as unknown as SnapshotManifest;
  return snapshotInMemory(SNAPSHOT_PARTS, manifest, memoryContents(shop));
}

/** What the snapshot of a shop holds. */
export function memoryContents(shop: MemoryShop): SnapshotContents {
  const { categoryOf, parents } = shop;
  const column = (values: readonly number[]): Int32Array => Int32Array.from(values);
  const cards = categoryOf.map((category, product): ProductCard => ({
    id: `p${product}`,
    title: `Product ${product}${shop.titles ?? ''}`,
    category,
    price: Number.isNaN(shop.prices[product]) ? null : shop.prices[product],
    brand: BRANDS[shop.brandOf[product]] ?? null,
    baskets: BUYERS,
    purchasers: shop.buyers?.[product] ?? BUYERS,
    buyers: shop.buyers?.[product] ?? BUYERS,
  }));
  return {
    shared: {
      categories: {
        ids: parents.map((_, c) => `c${c}`),
        names: parents.map((_, c) => `C${c}`),
        parents: column(parents),
      },
      categoryOf: column(categoryOf),
      basketsOf: new Int32Array(categoryOf.length).fill(1),
      popular: column(shop.popular),
      relations: new Int32Array(0),
      eventless: column(shop.eventless ?? []),
      brands: BRANDS,
      brandOf: column(shop.brandOf),
      prices: Float64Array.from(shop.prices),
      stock: column(shop.stock),
      margins: Float64Array.from(shop.margins),
    },
    cards: cards.entries(),
    numbers: cards.map(({ id }, product) => [id, product]),
    lists: shop.lists,
    categoryLists: shop.categoryLists,
    histories: shop.histories,
    userModel: shop.userModel,
    embeddings: shop.embeddings,
  };
}
