import { randomBits, randomKey, type RandomKey } from '../../src/core/index.js';
import {
  SNAPSHOT_FORMAT,
  type NewSnapshot,
  type ProductCard,
  type SharedParts,
  type SnapshotContents,
  type SnapshotParts,
} from '../../src/storage/redis/index.js';
import type { CandidateList } from '../../src/ranking/types.js';

const CATEGORIES = 5000;
const BRANDS = 20_000;
const CANDIDATES = 100;
const DIMENSION = 64;

/** The id of a generated product. */
export function generatedId(product: number): string {
  return `product-${product}`;
}

/**
 * The snapshot of a shop that does not exist, at least 1,000 products: 5,000 categories, 20,000 brands, 100 candidates a
 * product from all over the catalogue. Cards and lists are made as they are read. The same for the same seed.
 */
export function generatedSnapshot(products: number, seed: number): NewSnapshot<SnapshotParts> {
  const key = randomKey(seed, 'generated snapshot');
  const id = `generated-${seed}`;
  return {
    manifest: {
      format: SNAPSHOT_FORMAT,
      id,
      model: { id, layer: 'lightgcn', provider: 'cpu', onnxruntimeVersion: '1' },
      watermark: id,
      createdAt: '2026-01-01T00:00:00.000Z',
      products,
      dimension: DIMENSION,
      candidatesPerList: CANDIDATES,
      history: { merged: true, hidden: true, kindWeights: [1, 0.75, 0.5, 0.25] },
      level: 'leaf',
      unit: 'order',
      kinds: ['purchase'],
      leastPeople: 0,
      basketTotal: 4 * products,
      explained: { most: 0, signals: [{ signal: 'posterior', weight: 1 }], debias: 0, recentShare: 0 },
      newestEvent: null,
      ranking: { prior: { affinity: 0, popularity: 0, categoryLift: 0, sameBrand: 0 }, kappa: 1, gamma: 0 },
    },
    contents: contents(products, key),
  };
}

function* contents(products: number, key: RandomKey): Generator<SnapshotContents> {
  yield { shared: shared(products, key) };
  for (const [product, card] of cards(products, key)) yield { cards: [[product, card]], numbers: [[card.id, product]] };
  for (let product = 0; product < products; product++) yield { lists: [[product, listOf(product, products, key)]] };
  // No list reads them; they are there for their room in Redis.
  yield { embeddings: new Float32Array(products * DIMENSION).fill(1 / Math.sqrt(DIMENSION)) };
}

function shared(products: number, key: RandomKey): SharedParts {
  return {
    categories: {
      ids: names('category', CATEGORIES),
      names: names('Category', CATEGORIES),
      parents: new Int32Array(CATEGORIES).fill(-1),
    },
    categoryOf: column(products, categoryOf),
    basketsOf: column(products, (product) => randomBits(key, product) % 1000),
    popular: column(products, (place) => place),
    relations: new Int32Array(0),
    eventless: new Int32Array(0),
    brands: names('Brand', BRANDS),
    brandOf: column(products, brandOf),
    prices: Float64Array.from({ length: products }, (_, product) => priceOf(product)),
    stock: column(products, () => -1),
    margins: new Float64Array(products).fill(NaN),
  };
}

function* cards(products: number, key: RandomKey): Generator<readonly [number, ProductCard]> {
  for (let product = 0; product < products; product++) {
    const baskets = randomBits(key, product) % 1000;
    const card = {
      id: generatedId(product),
      title: `A generated product, the ${product}th of its kind`,
      category: categoryOf(product),
      price: priceOf(product),
      brand: `Brand ${brandOf(product)}`,
      baskets,
      purchasers: baskets,
      buyers: baskets,
    };
    yield [product, card];
  }
}

/** Candidates at growing random distances once round the catalogue, so that none comes twice. */
function listOf(product: number, products: number, key: RandomKey): CandidateList {
  const stride = Math.floor((products - 2) / CANDIDATES);
  const list = {
    source: 'graph' as const,
    products: new Int32Array(CANDIDATES),
    categories: new Int32Array(CANDIDATES),
    scores: new Float32Array(CANDIDATES),
    zero: new Float32Array(CANDIDATES),
    one: new Float32Array(CANDIDATES),
    probabilities: new Float32Array(CANDIDATES),
    together: new Int32Array(CANDIDATES),
    people: new Uint8Array(CANDIDATES),
    sessions: new Int32Array(CANDIDATES),
    sessionPeople: new Uint8Array(CANDIDATES),
    through: new Int32Array(CANDIDATES).fill(-1),
  };
  for (let i = 0; i < CANDIDATES; i++) {
    const bits = randomBits(key, product * CANDIDATES + i);
    const candidate = (product + 1 + i * stride + (bits % stride)) % products;
    list.products[i] = candidate;
    list.categories[i] = categoryOf(candidate);
    list.scores[i] = 1 / (i + 2);
    list.probabilities[i] = 1 / (i + 2);
    list.together[i] = 1 + (bits % 50);
    list.people[i] = 1 + (bits % 50);
  }
  return list;
}

function categoryOf(product: number): number {
  return product % CATEGORIES;
}

function brandOf(product: number): number {
  return (7 * product) % BRANDS;
}

function priceOf(product: number): number {
  return 1 + (product % 9999) / 100;
}

function column(length: number, valueOf: (i: number) => number): Int32Array {
  return Int32Array.from({ length }, (_, i) => valueOf(i));
}

function names(what: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${what} ${i}`);
}
