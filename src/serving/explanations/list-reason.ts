import { areFew } from '../../ranking/explain/index.js';
import { candidateAt } from '../../ranking/candidates/index.js';
import { itemReason, learnedFor } from '../lists/index.js';
import type { ProductCard, Snapshot } from '../../storage/redis/index.js';
import type { Standing } from './standing.js';

/** A product that was asked about. */
export interface Asked {
  readonly product: number;
  readonly card: ProductCard;
}

/** The sentence that the list of x says of y; null where y is on none. */
export async function listReason(
  snapshot: Snapshot,
  { found }: Standing,
  [x, y]: readonly [Asked, Asked],
  minPeople: number,
): Promise<string | null> {
  if (found === undefined) return null;
  const { list, place } = found;
  const through = list.through[place];
  const third = through < 0 ? undefined : (await snapshot.cards([through]))[0];
  const cards = new Map([
    [x.product, x.card],
    [y.product, y.card],
  ]);
  const item = { ...candidateAt(list, place, x.product), source: list.source };
  const { reason } = itemReason(item, {
    shared: snapshot.shared,
    manifest: snapshot.manifest,
    cardOf: (product) => cards.get(product) ?? (product === through ? third : undefined),
    nameBecause: false,
    askedFew: areFew(x.card.buyers, minPeople),
    minPeople,
    goTogether: await learnedFor(snapshot, [item], minPeople),
  });
  return reason;
}
