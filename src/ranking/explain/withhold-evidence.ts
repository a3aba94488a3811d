import type { ItemSource } from '../types.js';
import { areFew } from './small-count-suppression.js';

/** What an item's reason rests on: products by number, -1 where there is none. */
export interface ItemEvidence {
  readonly product: number;
  readonly because: number;
  readonly through: number;
  readonly source: ItemSource;
  readonly together: number;
  readonly people: number;
  readonly sessions: number;
  readonly sessionPeople: number;
}

/** Why nothing of an item's evidence is told: too few people bought the item itself, or what was asked about. */
export type Withheld = 'item' | 'asked';

/** Who may be told what. */
export interface Telling {
  /** People who bought a product, by its number. */
  readonly buyersOf: (product: number) => number;
  /** Whether too few people bought each product that was asked about. */
  readonly askedFew: boolean;
  readonly minPeople: number;
}

/**
 * The evidence of an item as it may be told. What lies between two products of which one was bought by fewer than `minPeople`
 * people is what hardly more than one of them had: it reads as if there were nothing, and as for a product that nobody bought.
 * The third product on a path is named only where each link of the path may be told.
 */
export function withholdEvidence<Evidence extends ItemEvidence>(
  evidence: Evidence,
  { buyersOf, askedFew, minPeople }: Telling,
): Evidence & { readonly withheld: Withheld | undefined } {
  const { product, because, through } = evidence;
  const few = (each: number): boolean => each >= 0 && areFew(buyersOf(each), minPeople);
  const withheld = few(product) ? 'item' : few(because) || askedFew ? 'asked' : undefined;
  if (withheld === undefined) {
    return { ...evidence, through: few(through) ? -1 : through, withheld: undefined };
  }
  const source = evidence.source === 'pinned' ? 'pinned' : 'category';
  const nothing = { together: 0, people: 0, sessions: 0, sessionPeople: 0 };
  return { ...evidence, source, because: -1, through: -1, ...nothing, withheld };
}

/** The probability of an item, and what it is told by. */
export interface ItemProbability {
  readonly product: number;
  /** NaN where it is not known. */
  readonly probability: number;
  /** The fewest people behind any of the pairs that it rests on. */
  readonly probabilityPeople: number;
}

/**
 * The probability of an item as it may be told: null where it is not known, and where from it could be had what fewer than
 * `minPeople` people did: those who bought one of the products, or had a pair of them together.
 *
 * @param anyFew whether too few people bought any product that was asked about
 */
export function withholdProbability(
  { product, probability, probabilityPeople }: ItemProbability,
  anyFew: boolean,
  { buyersOf, minPeople }: Omit<Telling, 'askedFew'>,
): number | null {
  const few = anyFew || areFew(buyersOf(product), minPeople) || areFew(probabilityPeople, minPeople);
  return few || Number.isNaN(probability) ? null : Number(probability.toPrecision(DIGITS));
}

/** Digits of a probability that say something. */
const DIGITS = 4;

/**
 * The score of an item on the list of a product that too few people bought: scores would part what these people bought with it
 * from all else. It falls along the list, and says no more than the place.
 *
 * @param rank from 1
 */
export function scoreOfRank(rank: number): number {
  return 0.1 / rank;
}
