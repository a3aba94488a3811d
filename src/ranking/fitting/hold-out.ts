import { murmurStep } from '../../core/index.js';
import type { Baskets } from '../../learning/cooccurrence/index.js';

/** A question whose answer is known: a product of a basket that was set aside, and what else was in it. */
export interface HeldOutQuery {
  readonly product: number;
  /** The basket's products of other categories; of a history in a known order those that came after the product. */
  readonly truth: readonly number[];
  /** 32 bits that stand for the basket: its questions share them, and they part questions into folds. */
  readonly basket: number;
}

export interface HoldOutOptions {
  /** Share of the baskets to set aside. */
  readonly share: number;
  readonly mostQueries: number;
  /** Share of the questions that one product, basket or customer may have at most; five may be in any case. */
  readonly mostOfOne: number;
}

/** What questions are drawn from. */
export interface HeldOutSource {
  readonly baskets: Baskets;
  /** For each product, the category that stands for it in "another category", -1 for none. */
  readonly categoryGroupOf: Int32Array;
  /** 32 bits of each product's id, and of each basket (see `basketHashes`). */
  readonly productHash: Uint32Array;
  readonly basketHash: Uint32Array;
  /** Whether a basket is a customer's whole history. */
  readonly histories: boolean;
}

export interface HoldOut {
  /** The baskets without those set aside: they weigh 0 and count nowhere. */
  readonly training: Baskets;
  readonly queries: readonly HeldOutQuery[];
}

/** The baskets without the marked ones: these weigh 0 and count nowhere, and the newest of the others is of age 0. */
export function withoutBaskets(baskets: Baskets, marked: Uint8Array): Baskets {
  const { counted, ageWeight, age } = baskets;
  const youngest = age.reduce((least, days, b) => (marked[b] === 0 && days < least ? days : least), Infinity);
  return {
    ...baskets,
    counted: counted.map((counts, b) => counts * (1 - marked[b])),
    ageWeight: ageWeight.map((weight, b) => weight * (1 - marked[b])),
    age: age.map((days) => (days < youngest ? 0 : days - youngest)),
  };
}

/**
 * Sets a share of the baskets aside, chosen by their hashes, so the choice does not depend on any order, nor on what else a
 * shop holds.
 */
export function holdOut(source: HeldOutSource, options: HoldOutOptions): HoldOut {
  const { baskets, basketHash } = source;
  const { contents, counted } = baskets;
  const marked = Uint8Array.from(basketHash, (hash, b) => {
    const several = contents.offsets[b + 1] - contents.offsets[b] > 1;
    return several && counted[b] !== 0 && hash / 2 ** 32 < options.share ? 1 : 0;
  });
  const training = withoutBaskets(baskets, marked);
  return { training, queries: drawQueries(source, marked, training, options) };
}

/**
 * Questions about the marked baskets: pairs of a basket and one of its products, by hash, as shoppers ask: who fills a large
 * basket asks more often; of a whole history two, for it was not asked about at once, and for what came after the product, where
 * the order is known: who has it wants to know what to take next. What nobody took before is neither asked about nor wanted. No product, basket or customer has more than a share of them, so that none decides what is fitted.
 *
 * @param training the baskets that are known when the questions are asked
 */
export function drawQueries(
  source: HeldOutSource,
  marked: Uint8Array,
  training: Baskets,
  { mostQueries, mostOfOne }: Omit<HoldOutOptions, 'share'>,
): HeldOutQuery[] {
  const { baskets, categoryGroupOf, basketHash, histories } = source;
  const { people } = baskets;
  const known = knownProducts(training);
  const mayBeAsked = known.map((is, product) => (categoryGroupOf[product] < 0 ? 0 : is));
  const pairs = askedPairs(source, marked, mayBeAsked);
  const most = Math.max(FEW, mostOfOne * Math.min(mostQueries, pairs.length));
  const quotas = new Quotas(most, histories ? OF_HISTORY : most);
  const drawn: HeldOutQuery[] = [];
  for (const { basket, product } of pairs) {
    if (drawn.length === mostQueries) break;
    const truth = othersOf(source, basket, product).filter(
      (y) => mayBeAsked[y] === 1 && categoryGroupOf[y] !== categoryGroupOf[product],
    );
    if (truth.length === 0 || !quotas.take(product, people[basket])) continue;
    drawn.push({ product, truth, basket: basketHash[basket] });
  }
  return drawn;
}

/** What a basket holds beside one of its products; of a history in a known order what came after it. */
function othersOf({ baskets, histories }: HeldOutSource, basket: number, product: number): number[] {
  const { contents, places } = baskets;
  const from = contents.offsets[basket];
  const products = [...contents.columns.subarray(from, contents.offsets[basket + 1])];
  if (!histories || places === undefined) return products.filter((y) => y !== product);
  const asked = places[from + products.indexOf(product)];
  return products.filter((_, i) => places[from + i] > asked);
}

/** Pairs of a marked basket and one of its products that may be asked about, by their hashes. */
function askedPairs(
  { baskets: { contents }, productHash, basketHash }: HeldOutSource,
  marked: Uint8Array,
  mayBeAsked: Uint8Array,
): Pair[] {
  const pairs: Pair[] = [];
  for (let b = 0; b < contents.rows; b++) {
    if (marked[b] === 0) continue;
    for (let e = contents.offsets[b]; e < contents.offsets[b + 1]; e++) {
      const product = contents.columns[e];
      if (mayBeAsked[product] === 0) continue;
      pairs.push({ basket: b, product, hash: murmurStep(basketHash[b], productHash[product]) });
    }
  }
  return pairs.sort((p, q) => p.hash - q.hash || p.product - q.product || p.basket - q.basket);
}

/** A product of a basket that may be asked about. */
interface Pair {
  readonly basket: number;
  readonly product: number;
  readonly hash: number;
}

/** Products that some counted basket holds. */
function knownProducts({ contents, ageWeight }: Baskets): Uint8Array {
  const known = new Uint8Array(contents.width);
  for (let b = 0; b < contents.rows; b++) {
    if (ageWeight[b] === 0) continue;
    for (let e = contents.offsets[b]; e < contents.offsets[b + 1]; e++) known[contents.columns[e]] = 1;
  }
  return known;
}

/** Questions that anything may have in any case, and those of a customer's history. */
const FEW = 5;
const OF_HISTORY = 2;

/** How many questions products and customers may still have; a basket's are its customer's. */
class Quotas {
  private readonly product: Quota;
  private readonly customer: Quota;

  constructor(ofProduct: number, ofCustomer: number) {
    this.product = new Quota(ofProduct);
    this.customer = new Quota(ofCustomer);
  }

  /** Takes a question of both, if both may have one more. */
  take(product: number, customer: number): boolean {
    if (!this.product.has(product) || !this.customer.has(customer)) return false;
    this.product.take(product);
    this.customer.take(customer);
    return true;
  }
}

/** How often each of some numbers may still come. */
class Quota {
  private readonly taken = new Map<number, number>();

  constructor(private readonly most: number) {}

  has(number: number): boolean {
    return (this.taken.get(number) ?? 0) < this.most;
  }

  take(number: number): void {
    this.taken.set(number, (this.taken.get(number) ?? 0) + 1);
  }
}

const BASKET_SEED = 0x9e3779b9;

/**
 * 32 bits for each basket that depend on what it holds and when, on how many alike come before it, and on nothing else of the
 * shop.
 */
export function basketHashes(
  { contents }: Pick<Baskets, 'contents'>,
  basketTime: Float64Array,
  productHash: Uint32Array,
): Uint32Array {
  const alike = new Map<number, number>();
  return Uint32Array.from({ length: contents.rows }, (_, b) => {
    let hash = BASKET_SEED;
    for (let e = contents.offsets[b]; e < contents.offsets[b + 1]; e++) {
      hash = murmurStep(hash, productHash[contents.columns[e]]);
    }
    const time = Number.isNaN(basketTime[b]) ? 0 : Math.floor(basketTime[b] / 1000);
    hash = murmurStep(hash, time >>> 0);
    const before = alike.get(hash) ?? 0;
    alike.set(hash, before + 1);
    return murmurStep(hash, before);
  });
}
