import type { InteractionKind } from '../../shop/index.js';
import type { ItemSource } from '../types.js';
import { moreVisits, noOrderText, ordersText, visitsText, type BasketUnit, type PairWords } from './count-words.js';
import type { SuppressibleCount } from './small-count-suppression.js';
import type { Withheld } from './withhold-evidence.js';

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
  /** Whether baskets say that the two categories go together. */
  readonly learned: boolean;
  readonly category: string;
  /** Whether the item has no event yet. */
  readonly newItem: boolean;
  /** Whether anybody bought the item, and whether anybody bought what it goes with. */
  readonly itemBought: boolean;
  readonly becauseBought: boolean;
  /** Why nothing of what lies between the two is told; undefined where it is. */
  readonly withheld: Withheld | undefined;
  /** Orders in which both were bought as it may be told, and how many times more that is than by chance. */
  readonly together: SuppressibleCount;
  readonly lift: number;
  /** Visits beside these that hold both, as it may be told. */
  readonly sessions: SuppressibleCount;
  /** Title of the third product on the path, or for source `category` of one like the item where that is new, else like `because`. */
  readonly through: string | undefined;
  readonly unit: BasketUnit;
  /** Whether no order in common means that there is none, and not that it is of too few people to be counted. */
  readonly countsAll: boolean;
  /** The kinds of events that the shop has, the strongest first. */
  readonly kinds: readonly InteractionKind[];
}

/** One sentence that says why the item is on the list. */
export function reasonText(facts: ReasonFacts): string {
  if (facts.source === 'pinned') return 'chosen by the shop';
  return facts.withheld === undefined ? toldReason(facts) : withheldReason(facts);
}

function toldReason(facts: ReasonFacts): string {
  const { source, because } = facts;
  if (source === 'popular' || because === undefined) return popularReason(facts);
  if (source === 'category') return categoryReason(facts, because);
  const words = { ...facts, both: facts.nameBecause ? `it and ${because}` : 'both' };
  return countedReason(facts, words) ?? nearReason(facts, because, words);
}

/** How often both were bought together, else how often they met in visits; undefined where they never did. */
function countedReason(facts: ReasonFacts, words: PairWords): string | undefined {
  const { together, sessions, unit } = facts;
  const met = sessions === 'few' || sessions > 0;
  if (together === 'few' || together > 0) {
    const more = met ? `, and ${moreVisits(sessions, unit)}` : '';
    return `${ordersText(together, words)}${liftText(facts)}${more}`;
  }
  if (!met) return undefined;
  return `${visitsText(sessions, words)}${untogether(facts, words)}`;
}

/** Why an item stands there that nobody took together with what it goes with. */
function nearReason(facts: ReasonFacts, because: string, words: PairWords): string {
  const { through, newItem, category } = facts;
  const none = untogether(facts, { ...words, both: 'both' });
  if (through !== undefined) return `goes with ${through}, which goes with ${because}${none}`;
  if (newItem) return `new in ${category}`;
  return bothBought(facts)
    ? `close to ${because} in the purchase graph${none}`
    : `close to ${because} in what customers ${deedOf(facts.kinds)}`;
}

/** That two products which are bought were never bought together; of what was found by nearness alone nobody counted. */
function untogether(facts: ReasonFacts, words: PairWords): string {
  return facts.source !== 'nearest' && facts.countsAll && bothBought(facts) ? `, though ${noOrderText(words)}` : '';
}

function bothBought({ itemBought, becauseBought }: ReasonFacts): boolean {
  return itemBought && becauseBought;
}

/** What customers do with a product that not all of them buy. */
function deedOf(kinds: readonly InteractionKind[]): string {
  if (kinds.includes('view')) return 'look at';
  if (kinds.includes('favorite')) return 'mark';
  return kinds.includes('cart') ? 'put into their carts' : 'buy';
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
  const { newItem, through, category, becauseCategory, related, learned, kinds } = facts;
  if (through !== undefined) {
    return newItem ? `like ${through}, which goes with ${because}` : `goes with ${through}, which is like ${because}`;
  }
  if (related) return relationText(facts);
  if (!learned || becauseCategory === undefined) return popularReason(facts);
  // The baskets that say so may hold what was put into the cart alone.
  const verb = kinds.every((kind) => kind === 'purchase') ? 'buy' : 'take';
  return `customers ${verb} ${category} with ${becauseCategory}`;
}

/** What nobody bought in a shop where others are bought is not popular. */
function popularReason({ newItem, itemBought, category, kinds }: ReasonFacts): string {
  if (newItem) return `new in ${category}`;
  return itemBought || !kinds.includes('purchase') ? `popular in ${category}` : `from ${category}`;
}

/**
 * Lift of a pair: P(x, y) / (P(x) P(y)) = together · baskets / (with x · with y).
 *
 * 1 is chance; 0 where a count is missing.
 */
export function lift(together: number, withX: number, withY: number, baskets: number): number {
  return withX > 0 && withY > 0 ? (together * baskets) / (withX * withY) : 0;
}

/**
 * How the count compares with chance. Of a few orders only which way: from a told lift and a product's own count, the count that
 * was kept back could be had.
 */
function liftText({ together, lift }: Pick<ReasonFacts, 'together' | 'lift'>): string {
  if (lift <= 0) return '';
  if (lift <= 1) return ', no more often than by chance';
  if (together === 'few') return lift < NEAR_CHANCE ? '' : ', more than by chance';
  if (lift < NEAR_CHANCE) return ', about as often as by chance';
  if (lift < 2) return `, ${Math.round((lift - 1) * 100)} % more than by chance`;
  return `, ${lift < 10 ? lift.toFixed(1) : String(Math.round(lift))} × more than by chance`;
}

const NEAR_CHANCE = 1.05;
