import type { Calendar } from './calendar.js';
import type { Customer } from './customers.js';
import type { InteractionKind } from '../interactions.js';
import type { SampleEvent } from './shop.js';
import type { Article } from './stock.js';

interface Entry {
  readonly second: number;
  readonly customer: Customer;
  readonly article: Article;
  readonly type: InteractionKind;
  readonly session: number;
  readonly order: number | null;
  readonly quantity: number;
}

/** Collects what happens and tells it in order of time. */
export class EventLog {
  private readonly entries: Entry[] = [];

  record(entry: Entry): void {
    this.entries.push(entry);
  }

  /** Events of one second keep the order in which they were recorded. */
  events(calendar: Calendar): SampleEvent[] {
    return this.entries
      .sort((a, b) => a.second - b.second)
      .map((entry, i) => ({
        eventId: numbered('e', i, 6),
        userId: entry.customer.userId,
        productId: entry.article.product.productId,
        type: entry.type,
        timestamp: calendar.timestamp(entry.second),
        sessionId: numbered('s', entry.session, 6),
        orderId: entry.order === null ? null : numbered('o', entry.order, 6),
        quantity: entry.quantity,
      }));
  }
}

function numbered(prefix: string, index: number, digits: number): string {
  return prefix + String(index + 1).padStart(digits, '0');
}
