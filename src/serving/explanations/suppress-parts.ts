import { TELL_ALL } from '../../ranking/explain/index.js';
import { PART_NAMES, withholdFew, type ScorePart } from '../../ranking/reranking/index.js';
import type { ProductCard } from '../../storage/redis/index.js';
import type { Together } from './pair-counts.js';
import type { Standing } from './standing.js';
import type { WhyAnswer } from './why-answer.js';

/** Parts that would tell what a few people did become one: with the weights, counts could be had from their values. */
export function suppressParts(
  { parts }: Standing,
  together: Together | undefined,
  { buyers }: ProductCard,
  minPeople: number,
): WhyAnswer['parts'] {
  if (parts === undefined) return null;
  if (minPeople === TELL_ALL) return parts.map((part) => ({ ...part, name: PART_NAMES[part.part] }));
  const few = {
    pair: mayTellOfFew(parts, together, minPeople),
    // Of late, only the weighed baskets are known: fewer than people would have to be.
    recent: (valueOf(parts, 'recent') ?? Infinity) < Math.log1p(minPeople),
    product: buyers < minPeople,
  };
  return withholdFew(parts, few).map((part) => ({ ...part, name: PART_NAMES[part.part] }));
}

/** Whether the parts of the pair may tell what a few people did: all of them, or those who went one way of its direction. */
function mayTellOfFew(parts: readonly ScorePart[], together: Together | undefined, minPeople: number): boolean {
  // Without any evidence of the pair there is nobody behind it.
  if (valueOf(parts, 'evidence') === 0) return false;
  return (valueOf(parts, 'direction') ?? 0) !== 0 || (together?.people ?? 0) < minPeople;
}

function valueOf(parts: readonly ScorePart[], name: ScorePart['part']): number | null | undefined {
  return parts.find(({ part }) => part === name)?.value;
}
