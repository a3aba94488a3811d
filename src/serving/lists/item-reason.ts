import {
  areFew,
  lift,
  reasonText,
  roundDown,
  suppressSmallCount,
  withholdEvidence,
} from '../../ranking/explain/index.js';
import { pathToRoot } from '../../shop/index.js';
import { placeInRow } from '../../core/numerics/index.js';
import type { ComposedItem } from '../../ranking/lists/index.js';
import type { ProductCard, Snapshot } from '../../storage/redis/index.js';
import type { AnsweredItem } from './answer.js';
import type { GoTogether } from './learned-relations.js';

/** What a reason is told from. */
export interface ReasonContext extends Pick<Snapshot, 'shared' | 'manifest'> {
  /** The card of any product that an item names. */
  readonly cardOf: (product: number) => ProductCard | undefined;
  /** Whether the list answers several products, so that a reason must name its own. */
  readonly nameBecause: boolean;
  /** Whether too few people bought each product that was asked about. */
  readonly askedFew: boolean;
  /** Below how many people a count is suppressed. */
  readonly minPeople: number;
  readonly goTogether: GoTogether;
}

/** What a reason is of. */
export type ReasonedItem = Omit<ComposedItem, 'score' | 'probability' | 'probabilityPeople'>;

/** Why an item is on a list, in words and in values, as far as it may be told. */
export function itemReason(stored: ReasonedItem, context: ReasonContext): Pick<AnsweredItem, 'reason' | 'evidence'> {
  const { shared, manifest, cardOf, nameBecause, askedFew, minPeople } = context;
  const nameOf = (product: number): string | undefined => {
    const card = cardOf(product);
    return card === undefined ? undefined : card.title || card.id;
  };
  const item = withholdEvidence(stored, {
    buyersOf: (product) => cardOf(product)?.buyers ?? 0,
    askedFew,
    minPeople,
  });
  // What the shop set is no customer's doing.
  const asked = shared.categoryOf[stored.because];
  const together = suppressSmallCount(item.together, item.people, minPeople);
  const sessions = suppressSmallCount(item.sessions, item.sessionPeople, minPeople);
  const times = lift(
    item.together,
    shared.basketsOf[item.because] ?? 0,
    shared.basketsOf[item.product],
    roundDown(manifest.basketTotal, minPeople),
  );
  return {
    reason: reasonText({
      source: item.source,
      because: nameOf(item.because),
      nameBecause,
      becauseCategory: asked >= 0 ? categoryName(shared, asked) : undefined,
      category: categoryName(shared, item.category),
      newItem: placeInRow(shared.eventless, item.product) >= 0,
      withheld: item.withheld,
      related: isRelated(shared, asked, item.category),
      learned: context.goTogether(asked, item.category),
      itemBought: isBought(cardOf(item.product), minPeople),
      becauseBought: isBought(cardOf(item.because), minPeople),
      together,
      sessions,
      lift: times,
      through: nameOf(item.through),
      unit: manifest.unit,
      countsAll: manifest.leastPeople === 0,
      kinds: manifest.kinds,
    }),
    evidence: {
      source: item.source,
      productId: cardOf(item.because)?.id ?? null,
      together,
      lift: together === 'few' ? null : Math.round(times * 100) / 100,
      sessions,
      through: cardOf(item.through)?.id ?? null,
    },
  };
}

/** What a category is called: by its id where the shop gave it no name. */
function categoryName({ categories: { names, ids } }: ReasonContext['shared'], category: number): string {
  return names[category] || ids[category];
}

/** Whether anybody bought a product, so far as it may be told: of fewer than may be counted it reads as if nobody had. */
function isBought(card: ProductCard | undefined, minPeople: number): boolean {
  const purchasers = card?.purchasers ?? 0;
  return purchasers > 0 && !areFew(purchasers, minPeople);
}

/** Whether a merchant set these two categories, or some above them, beside each other. */
function isRelated(
  { relations, categories }: Pick<ReasonContext['shared'], 'relations' | 'categories'>,
  category: number,
  related: number,
): boolean {
  if (relations.length === 0) return false;
  const from = new Set(pathToRoot(categories, category));
  const to = new Set(pathToRoot(categories, related));
  for (let i = 0; i < relations.length; i += 2) {
    if (from.has(relations[i]) && to.has(relations[i + 1])) return true;
  }
  return false;
}
