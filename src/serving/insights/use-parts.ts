import type { GraphConnection } from '../../storage/neo4j/index.js';
import { AlongsideError, DAY } from '../../core/index.js';
import { TELL_ALL } from '../../ranking/explain/index.js';
import type { RuleSource } from '../lists/index.js';
import { productNumbers, type LiveSnapshot, type ProductCard, type Snapshot } from '../../storage/redis/index.js';

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
  const [product] = await productNumbers(snapshot, [id]);
  if (product !== undefined) return product;
  throw new AlongsideError(
    'unknown-product',
    `The shop has no product "${id}", or it came after the last "alongside embed".`,
    { products: [id] },
  );
}

/** What answers say of a product. */
export function showProduct({ shared }: Pick<Snapshot, 'shared'>, card: ProductCard): ShownProduct {
  return {
    productId: card.id,
    title: card.title,
    categoryId: card.category < 0 ? null : shared.categories.ids[card.category],
  };
}

/** Over how many days people are counted for those who may not see exact numbers: the next that are not fewer. */
export const WINDOWS: readonly number[] = [30, 90, 180, 365, 1095, 3650];

/** When people are counted, ISO 8601; null where the shop has no times. */
export interface CountedTime {
  readonly since: string | null;
  /** What came later is not in the snapshot, and is not counted: all counts are of one state of the shop. */
  readonly until: string | null;
}

/**
 * So many days before the snapshot's newest event. Where numbers are not exact, one of `WINDOWS`, and whole days (UTC): day after
 * day, single purchases would show between one window and the next.
 */
export function countedTime(
  { manifest: { newestEvent } }: Pick<Snapshot, 'manifest'>,
  days: number,
  minPeople: number,
): CountedTime {
  if (newestEvent === null) return { since: null, until: null };
  const newest = Date.parse(newestEvent);
  const exact = minPeople === TELL_ALL;
  const begin = exact ? newest - days * DAY : newest - (newest % DAY) - windowOf(days) * DAY;
  return { since: new Date(begin).toISOString(), until: newestEvent };
}

function windowOf(days: number): number {
  return WINDOWS.find((window) => window >= days) ?? days;
}
