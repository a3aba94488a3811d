import { TELL_ALL } from '../../ranking/explain/index.js';
import { PART_NAMES, withholdFew } from '../../ranking/reranking/index.js';
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
  // Without any evidence of the pair there is nobody behind it.
  const seen = parts.find(({ part }) => part === 'evidence')?.value !== 0;
  const few = {
    pair: seen && (together?.people ?? 0) < minPeople,
    // Of late, only the weighed baskets are known: fewer than people would have to be.
    recent: (parts.find(({ part }) => part === 'recent')?.value ?? Infinity) < Math.log1p(minPeople),
    product: buyers < minPeople,
  };
  return withholdFew(parts, few).map((part) => ({ ...part, name: PART_NAMES[part.part] }));
}
