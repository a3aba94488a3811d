import type { WaitingEvent, WaitingEvents } from '../../../storage/intake/index.js';

/** How many events went where. */
export interface Swept {
  readonly released: number;
  readonly givenUp: number;
}

/**
 * Looks through the events that wait for their product: those whose product is known by now are sent on their way again, and
 * those that waited too long become dead letters.
 *
 * @param known those of some products that the graph has
 * @param now epoch milliseconds
 */
export async function sweepWaiting(
  waiting: Pick<WaitingEvents, 'page' | 'release' | 'giveUp'>,
  known: (productIds: readonly string[]) => Promise<ReadonlySet<string>>,
  now: number,
): Promise<Swept> {
  let released = 0;
  let givenUp = 0;
  for (let from = 0; ;) {
    const page = await waiting.page(from);
    if (page.length === 0) return { released, givenUp };
    const there = await known([...new Set(page.map(productOf))]);
    const [found, absent] = [
      page.filter((each) => there.has(productOf(each))),
      page.filter((each) => !there.has(productOf(each))),
    ];
    const late = absent.filter(({ until }) => until <= now);
    released += await waiting.release(found);
    givenUp += await waiting.giveUp(
      late,
      'unknown-product',
      'The product is not in the graph, and did not come in the time that events wait for it.',
    );
    // What stays is skipped; what went left room for what follows.
    from += absent.length - late.length;
  }
}

function productOf({ event }: WaitingEvent): string {
  return event.event.productId;
}
