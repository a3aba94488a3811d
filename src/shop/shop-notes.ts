import { counted } from '../core/index.js';
import { guessTimeZone } from './guess-time-zone.js';
import { PURCHASE, type BasketUnit, type Interactions } from './interactions.js';

const IDS: Readonly<Record<BasketUnit, string>> = {
  order: 'orders',
  session: 'sessions',
  day: 'visits',
  customer: 'customers',
};

const BASKETS: Readonly<Record<BasketUnit, string>> = {
  order: 'what was bought in one order',
  session: 'what was bought in one session',
  day: 'what a customer bought in one visit, without six hours of silence',
  customer: 'all that a customer bought',
};

/**
 * What is odd about a shop's events, and what is made of it; a sentence each.
 *
 * @param userIds ids of the users by number
 * @param timeZone the zone in which days are cut, where that is settled
 */
export function shopNotes(interactions: Interactions, userIds: readonly string[], timeZone?: string): string[] {
  return [
    ...lateNote(interactions),
    ...zoneNote(interactions, timeZone),
    ...lineNote(interactions),
    ...guestNotes(interactions, userIds),
  ];
}

function lateNote({ lateEvents, basketTime }: Interactions): string[] {
  if (lateEvents === 0) return [];
  const newest = basketTime.reduce((latest, time) => (time > latest ? time : latest), -Infinity);
  const are = lateEvents === 1 ? 'is' : 'are';
  const day = new Date(newest).toISOString().slice(0, 10);
  return [
    `${counted(lateEvents, 'event')} ${are} dated after ${day}, the newest day that the shop's customers agree on: such a date counts as unknown.`,
  ];
}

/** Of a guess that holds. */
function zoneNote({ basketTime }: Interactions, settled: string | undefined): string[] {
  const { zone, quiet } = guessTimeZone(basketTime);
  if (quiet === undefined || (settled ?? zone) !== zone) return [];
  const [from, until] = quiet.map((hour) => `${String(hour).padStart(2, '0')}:00`);
  return [
    `Hardly anything happens from ${from} to ${until} UTC, as by night: days are cut in the time zone ${zone}. Name the shop's own with "alongside train --time-zone".`,
  ];
}

function lineNote({ lineUnit, unit }: Interactions): string[] {
  if (lineUnit === undefined) return [];
  return [
    `Next to none of the ${IDS[lineUnit]} holds two products, as if each id named a line: a basket is ${BASKETS[unit]}.`,
  ];
}

function guestNotes({ guests, basket, basketUser, kind }: Interactions, userIds: readonly string[]): string[] {
  if (guests.length === 0) return [];
  const ordersOf = new Map<number, number>();
  let orders = 0;
  new Set(basket.filter((_, e) => kind[e] === PURCHASE)).forEach((b) => {
    orders++;
    ordersOf.set(basketUser[b], (ordersOf.get(basketUser[b]) ?? 0) + 1);
  });
  return guests.map((guest) => {
    const own = (ordersOf.get(guest) ?? 0).toLocaleString('en');
    return `The user id "${userIds[guest] ?? ''}" has ${own} of ${counted(orders, 'order')}, as different as those of strangers: it counts as guests, each order as another person's, and has no history.`;
  });
}
