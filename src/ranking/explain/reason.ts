import type { ItemSource } from '../types.js';
import type { Withheld } from './withhold-evidence.js';
import type { SuppressibleCount } from './small-count-suppression.js';

/** What a reason is made of: names and counts, no ids of people. */
export interface ReasonFacts {
  readonly source: ItemSource;
  /** Title (or id) of the product that the item goes with; undefined for a popular one. */
  readonly because: string | undefined;
  /** True where the list answers several products, so that the reason must name its own. */
  readonly nameBecause: boolean;
  /** Name of that product's category. */
  readonly becauseCategory: string | undefined;
  /** Whether a merchant set the two categories beside each other. */
  readonly related: boolean;
  readonly category: string;
  /** Whether the item has no event yet. */
  readonly newItem: boolean;
  /** Why nothing of what lies between the two is told; undefined where it is. */
  readonly withheld: Withheld | undefined;
  /** Orders in which both were bought as it may be told, and how many times more that is than by chance. */
  readonly together: SuppressibleCount;
  readonly lift: number;
  /** Visits beside these that hold both, as it may be told. */
  readonly sessions: SuppressibleCount;
  /** Title of the third product on the path, or for source `category` of one like the item where that is new, else like `because`. */
  readonly through: string | undefined;
  readonly unit: 'order' | 'session' | 'day' | 'customer';
}

/** One sentence that says why the item is on the list. */
export function reasonText(facts: ReasonFacts): string {
  if (facts.source === 'pinned') return 'chosen by the shop';
  return facts.withheld === undefined ? toldReason(facts) : withheldReason(facts);
}

function toldReason(facts: ReasonFacts): string {
  const { source, because, through } = facts;
  if (source === 'popular' || because === undefined) return `${facts.newItem ? 'new' : 'popular'} in ${facts.category}`;
  if (source === 'category') return categoryReason(facts, because);
  const counted = countedReason(facts, facts.nameBecause ? `it and ${because}` : 'both');
  if (counted !== undefined) return counted;
  if (through !== undefined) return `goes with ${through}, which goes with ${because}`;
  return `close to ${because} in the purchase graph`;
}

/** How often both were bought together, else how often they met in visits; undefined where they never did. */
function countedReason(facts: ReasonFacts, both: string): string | undefined {
  const { together, sessions, unit } = facts;
  if (together === 'few' || together > 0) return `${basketsText(together, unit, both)}${liftText(facts)}`;
  return sessions === 'few' || sessions > 0 ? visitsText(sessions, both) : undefined;
}

/** What the shop itself says of the two, else how the item stands: of one that hardly anybody bought not even whether somebody did. */
function withheldReason(facts: ReasonFacts): string {
  if (facts.related) return relationText(facts);
  return `${facts.withheld === 'item' ? 'new or rare' : 'popular'} in ${facts.category}`;
}

function relationText({ category, becauseCategory }: ReasonFacts): string {
  return `the shop sets ${category} with ${becauseCategory ?? 'its category'}`;
}

/** Why an item stands there by its category's list. */
function categoryReason(facts: ReasonFacts, because: string): string {
  const { newItem, through, category, becauseCategory, related } = facts;
  if (through !== undefined) {
    return newItem ? `like ${through}, which goes with ${because}` : `goes with ${through}, which is like ${because}`;
  }
  return related ? relationText(facts) : `customers buy ${category} with ${becauseCategory ?? 'its category'}`;
}

/**
 * Lift of a pair: P(x, y) / (P(x) P(y)) = together · baskets / (with x · with y).
 *
 * 1 is chance; 0 where a count is missing.
 */
export function lift(together: number, withX: number, withY: number, baskets: number): number {
  return withX > 0 && withY > 0 ? (together * baskets) / (withX * withY) : 0;
}

function basketsText(count: SuppressibleCount, unit: ReasonFacts['unit'], both: string): string {
  if (count === 'few') return fewText(unit, both);
  const one = count === 1;
  switch (unit) {
    case 'order':
      return one ? `1 order contains ${both}` : `${count} orders contain ${both}`;
    case 'session':
      return one ? `1 session contains ${both}` : `${count} sessions contain ${both}`;
    case 'day':
      return one ? `${both} bought on the same day once` : `${both} bought on the same day ${count} times`;
    case 'customer':
      return one ? `1 customer bought ${both}` : `${count} customers bought ${both}`;
  }
}

function visitsText(count: SuppressibleCount, both: string): string {
  if (count === 'few') return `a few visits hold ${both}`;
  return count === 1 ? `1 visit holds ${both}` : `${String(count)} visits hold ${both}`;
}

function fewText(unit: ReasonFacts['unit'], both: string): string {
  switch (unit) {
    case 'order':
      return `a few orders contain ${both}`;
    case 'session':
      return `a few sessions contain ${both}`;
    case 'day':
      return `${both} bought on the same day a few times`;
    case 'customer':
      return `a few customers bought ${both}`;
  }
}

/** From a told lift and a product's own count, the count that was kept back could be had. */
function liftText({ together, lift }: Pick<ReasonFacts, 'together' | 'lift'>): string {
  if (lift < 1.05) return '';
  if (together === 'few') return ', more than by chance';
  return `, ${lift < 10 ? lift.toFixed(1) : String(Math.round(lift))} × more than by chance`;
}
