import {
  areFew,
  liftInterval,
  roundDown,
  suppressSmallCount,
  type SuppressibleCount,
} from '../../ranking/explain/index.js';
import type { ProductCard, Snapshot } from '../../storage/redis/index.js';
import type { WhyAnswer } from './why-answer.js';

/** Orders in which both were bought, and the people whose orders these are. */
export interface Together {
  readonly from: 'snapshot' | 'graph';
  readonly baskets: number;
  readonly people: number;
  /** Visits beside these that hold both, and the people whose visits these are. */
  readonly sessions: number;
  readonly sessionPeople: number;
}

/** What the lists of two products say of the pair; undefined where neither stands on the list of the other. */
export async function togetherOnLists(snapshot: Snapshot, x: number, y: number): Promise<Together | undefined> {
  const lists = await snapshot.lists([x, y]);
  for (const [list, other] of [
    [lists[0], y],
    [lists[1], x],
  ] as const) {
    const place = list?.products.indexOf(other) ?? -1;
    if (list === undefined || place < 0) continue;
    return {
      from: 'snapshot',
      baskets: list.together[place],
      people: list.people[place],
      sessions: list.sessions[place],
      sessionPeople: list.sessionPeople[place],
    };
  }
  return undefined;
}

/** The counts of a pair, small ones suppressed, and its lift where none is. */
export function suppressCounts(
  { shared, manifest }: Pick<Snapshot, 'shared' | 'manifest'>,
  pair: { readonly x: number; readonly y: number; readonly cards: readonly [ProductCard, ProductCard] },
  together: Together | undefined,
  minPeople: number,
): WhyAnswer['counts'] {
  const [x, y] = [shared.basketsOf[pair.x], shared.basketsOf[pair.y]];
  const total = roundDown(manifest.basketTotal, minPeople);
  // Of a product that nobody bought no more is told than of one that somebody did.
  const withProduct = (count: number, { purchasers }: ProductCard): SuppressibleCount =>
    areFew(purchasers, minPeople) ? 'few' : count;
  const counts = {
    together: together === undefined ? null : suppressSmallCount(together.baskets, together.people, minPeople),
    withX: withProduct(x, pair.cards[0]),
    withY: withProduct(y, pair.cards[1]),
  };
  const sessions =
    together === undefined ? null : suppressSmallCount(together.sessions, together.sessionPeople, minPeople);
  const all = Object.values(counts).every((count) => typeof count === 'number');
  const lift = all ? liftInterval({ both: together?.baskets ?? 0, withX: x, withY: y, total }) : undefined;
  return { from: together?.from ?? 'snapshot', unit: manifest.unit, ...counts, total, lift: lift ?? null, sessions };
}
