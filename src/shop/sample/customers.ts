import type { Prng } from './prng.js';
import type { Article, Shelf } from './stock.js';

/** Who buys: tastes that stay, and what they own and still want, which grows with their orders. */
export interface Customer {
  readonly userId: string;
  /** How often this customer orders, as a share. */
  readonly activity: number;
  /** By shelf: interest as a multiple of an ordinary customer's. */
  readonly interest: Float64Array;
  readonly tier: number;
  readonly brands: ReadonlySet<string>;
  readonly owned: Set<Article>;
  readonly ownedShelves: Set<number>;
  /** Complements of what they bought, to come back for. */
  readonly wishes: Article[];
}

const interestInFavourite = 12;

/** `count` customers, each fond of two or three groups, a price tier and two brands of each of these groups. */
export function inviteCustomers(count: number, shelves: readonly Shelf[], random: Prng): Customer[] {
  const groups = [...new Set(shelves.map(({ group }) => group))];
  const rankOf = random.permutation(count);
  return Array.from({ length: count }, (_, i) => {
    const favourites = random
      .permutation(groups.length)
      .slice(0, 2 + random.below(2))
      .map((g) => groups[g]);
    const tier = random.weighted([0.35, 0.4, 0.25]);
    const brands = favourites.flatMap((group) => [random.pick(group.brands[tier]), random.pick(group.brands[tier])]);
    return {
      userId: `c${String(i + 1).padStart(5, '0')}`,
      activity: 1 / (rankOf[i] + count / 8),
      interest: Float64Array.from(shelves, ({ group }) => (favourites.includes(group) ? interestInFavourite : 1)),
      tier,
      brands: new Set(brands),
      owned: new Set<Article>(),
      ownedShelves: new Set<number>(),
      wishes: [],
    };
  });
}
