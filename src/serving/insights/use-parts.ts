import type { GraphConnection } from '../../storage/neo4j/index.js';
import { AlongsideError, DAY } from '../../core/index.js';
import { TELL_ALL } from '../../ranking/explain/index.js';
import type { RuleSource } from '../lists/index.js';
import type { LiveSnapshot, ProductCard, Snapshot } from '../../storage/redis/index.js';

/**
 * How many times longer than for a reason the graph may take: people are counted over whole categories, for those who plan a
 * campaign and not for those who look at a product.
 */
export const USES_PATIENCE = 5;

/** What a use is answered from. */
export interface UseParts {
  readonly live: LiveSnapshot;
  readonly graph: GraphConnection;
  /** What they keep off a list is in no answer. */
  readonly rules: RuleSource;
  /** Below how many people a count is suppressed. */
  readonly minPeople: number;
  /** How long the graph may take. */
  readonly graphMilliseconds: number;
}

/** The same parts for whoever asks. @param exact whether numbers are told as they are: to the shop's own people */
export function usesFor(parts: UseParts, exact: boolean): UseParts {
  return exact ? { ...parts, minPeople: TELL_ALL } : parts;
}

export interface ShownProduct {
  readonly productId: string;
  readonly title: string;
  readonly categoryId: string | null;
}

/** The number of a product; throws `unknown-product`. */
export async function productNumber(snapshot: Snapshot, id: string): Promise<number> {
  const [product] = await snapshot.numbers([id]);
  if (product !== undefined) return product;
  throw new AlongsideError(
    'unknown-product',
    `The shop has no product "${id}", or it came after the last "alongside embed".`,
    { products: [id] },
  );
}

/** What answers say of products, in their order. */
export async function showProducts(snapshot: Snapshot, products: readonly number[]): Promise<ShownProduct[]> {
  return (await snapshot.cards(products)).map((card) => showProduct(snapshot, card));
}

export function showProduct({ shared }: Pick<Snapshot, 'shared'>, card: ProductCard): ShownProduct {
  return {
    productId: card.id,
    title: card.title,
    categoryId: card.category < 0 ? null : shared.categories.ids[card.category],
  };
}

/** ISO 8601: so many days before the newest event; null in a shop without times. */
export function sinceDays({ manifest }: Pick<Snapshot, 'manifest'>, days: number): string | null {
  const { newestEvent } = manifest;
  return newestEvent === null ? null : new Date(Date.parse(newestEvent) - days * DAY).toISOString();
}
