import { HISTORY_LENGTH, askFor, type WeighedProduct } from '../../ranking/lists/index.js';
import { NO_HISTORY, PURCHASE, historyOfProducts, type History } from '../../shop/index.js';
import { productNumbers, type Snapshot } from '../../storage/redis/index.js';
import { NO_EVENTS, type NewestEvents } from './newest-events.js';
import type { ListQuery } from './query.js';

/** A product as the snapshot knows it. */
export interface AskedProduct {
  readonly product: number;
  readonly category: number;
}

/** Who asks about what, by number. */
export interface NumberedQuestion {
  /** The products asked about; without any, the newest of the history, and nothing for a customer that nothing is known of. */
  readonly basket: readonly AskedProduct[];
  /** Products of the customer that are not answered. */
  readonly hidden: readonly number[];
  /** The products whose lists answer, and how much each counts. */
  readonly weighed: readonly WeighedProduct[];
  /** The customer's latest products, newest first; none where the past says nothing. */
  readonly latest: readonly number[];
}

/** A question as it was put. */
export interface Question extends NumberedQuestion {
  /** Ids of asked products that the snapshot does not know. */
  readonly unknown: readonly string[];
}

/** Looks a query's products and customer up. */
export async function questionOf(
  snapshot: Snapshot,
  query: ListQuery,
  events: NewestEvents = NO_EVENTS,
): Promise<Question> {
  const distinct = [...new Set(query.products)];
  const numbers = await productNumbers(snapshot, distinct);
  const asked = numbers.filter((product) => product !== undefined);
  const history = asked.length > 0 || distinct.length === 0 ? await historyOf(snapshot, query, events) : NO_HISTORY;
  return {
    ...numberedQuestion(snapshot, asked, history),
    unknown: distinct.filter((_, i) => numbers[i] === undefined),
  };
}

/** The question that asks about these products for a customer with this history, newest first. */
export function numberedQuestion(
  { shared, manifest }: Pick<Snapshot, 'shared' | 'manifest'>,
  products: readonly number[],
  history: History,
): NumberedQuestion {
  const { asked, hidden, weighed, latest } = askFor(products, history, manifest.history);
  return {
    basket: asked.map((product) => ({ product, category: shared.categoryOf[product] })),
    hidden,
    weighed,
    latest,
  };
}

/** What the query says of the customer's past, else what the snapshot knows of it. */
async function historyOf(snapshot: Snapshot, { user, history }: ListQuery, events: NewestEvents): Promise<History> {
  if (history !== undefined) {
    return historyOfProducts((await productNumbers(snapshot, history)).filter((product) => product !== undefined));
  }
  if (user === undefined) return NO_HISTORY;
  const [found] = await snapshot.histories([user]);
  return events.watermark === '' ? (found ?? NO_HISTORY) : followed(snapshot, found ?? NO_HISTORY, events);
}

/** What the snapshot knows of a customer, after what the customer did since. */
async function followed(
  snapshot: Snapshot,
  { products, kinds }: History,
  { products: newest, returned }: NewestEvents,
): Promise<History> {
  const numbers = await productNumbers(
    snapshot,
    newest.map(({ id }) => id),
  );
  const kindOf = new Map<number, number>();
  numbers.forEach((product, i) => {
    if (product !== undefined) kindOf.set(product, newest[i].kind);
  });
  const gone = new Set(await productNumbers(snapshot, [...returned]));
  products.forEach((product, i) => {
    const kind = kinds[i];
    if (kind === PURCHASE && gone.has(product)) return;
    kindOf.set(product, Math.min(kind, kindOf.get(product) ?? kind));
  });
  const all = [...kindOf].slice(0, HISTORY_LENGTH);
  return { products: all.map(([product]) => product), kinds: all.map(([, kind]) => kind) };
}
