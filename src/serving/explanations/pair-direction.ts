import { suppressSmallCount, type SuppressibleCount } from '../../ranking/explain/index.js';
import type { DirectionCounts } from './graph-findings.js';
import type { WhyAnswer } from './why-answer.js';

/**
 * Which of the two products customers bought first, as it may be told: where few did it one way, both ways read so; and where of
 * few who bought both the order is unknown, for these could be had as the rest of all.
 *
 * @returns null where no customer is known to have bought one before the other
 */
export function describeDirection(
  { after, before, unknown }: DirectionCounts,
  names: { readonly x: string; readonly y: string },
  minPeople: number,
): WhyAnswer['direction'] {
  if (after + before === 0) return null;
  const small = [after, before, unknown].some((people) => suppressSmallCount(people, people, minPeople) === 'few');
  const told: Record<'after' | 'before', SuppressibleCount> = small
    ? { after: 'few', before: 'few' }
    : { after, before };
  const words = { after: inWords(told.after), before: inWords(told.before) };
  const customers = after === 1 && !small ? 'customer' : 'customers';
  return { ...told, text: `${words.after} ${customers} bought ${names.y} after ${names.x}, ${words.before} before` };
}

function inWords(count: SuppressibleCount): string {
  return count === 'few' ? 'a few' : String(count);
}
