import { SILENCE, unitOf } from './basket-grouping.js';
import type { BasketUnit, UserEvent } from './interactions.js';

/**
 * The products whose pairs some changes of one user's events may have changed: those of all baskets that hold a changed event,
 * or held it. A basket that is a visit may have been parted or joined: then those of all visits around it count.
 *
 * @param now all events of the user, after the changes
 * @param changed events that were added or taken away
 * @param finest how the shop's events are grouped (see `EventFrame`)
 */
export function productsTouched(
  now: readonly UserEvent[],
  changed: readonly UserEvent[],
  finest: BasketUnit,
): Set<number> {
  const touched = new Set(changed.map(({ product }) => product));
  const of = (unit: BasketUnit, events: readonly UserEvent[]): UserEvent[] =>
    events.filter((event) => unitOf(event, finest) === unit);
  const take = (events: Iterable<UserEvent>): void => {
    for (const { product } of events) touched.add(product);
  };
  const orders = new Set(of('order', changed).map(({ order }) => order));
  take(of('order', now).filter(({ order }) => orders.has(order)));
  const sessions = new Set(of('session', changed).map(({ session }) => session));
  take(of('session', now).filter(({ session }) => sessions.has(session)));
  if (of('customer', changed).length > 0) take(of('customer', now));
  take(visitsAround(of('day', now), of('day', changed)));
  return touched;
}

/** The events between which and a changed one no pause is as long as one between two visits. */
function visitsAround(now: readonly UserEvent[], changed: readonly UserEvent[]): UserEvent[] {
  const marks = new Set(changed);
  const events = [...new Set([...now, ...changed])].sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
  const found: UserEvent[] = [];
  let run: UserEvent[] = [];
  const close = (): void => {
    if (run.some((event) => marks.has(event))) found.push(...run);
    run = [];
  };
  for (const event of events) {
    const last = run.at(-1);
    if (last !== undefined && (event.time ?? 0) - (last.time ?? 0) > SILENCE) close();
    run.push(event);
  }
  close();
  return found;
}
