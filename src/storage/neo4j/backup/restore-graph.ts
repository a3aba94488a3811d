import { EVENT_TYPES } from '../../../shop/index.js';
import type { GraphConnection } from '../graph-connection.js';
import { integer } from '../import/event-columns.js';
import { settleReturns, type Pair } from '../intake/settle-returns.js';
import { nameOrderEvents } from '../import/name-order-events.js';
import { verbs } from '../import/event-writer.js';
import type { SavedCategory, SavedEvent, SavedProduct, SavedRelation, SavedUser } from './saved-rows.js';

/** Writes what a backup has of the shop into an empty graph with its schema; categories first, events last. */
export class GraphRestore {
  private readonly users = new Set<string>();

  constructor(private readonly graph: GraphConnection) {}

  async categories(rows: readonly SavedCategory[]): Promise<void> {
    await this.graph.write('write/category-names', {
      categoryIds: rows.map(({ categoryId }) => categoryId),
      names: rows.map(({ name }) => name),
    });
  }

  /** Puts categories under their parents, when all of them are there. */
  async parents(rows: readonly SavedCategory[]): Promise<void> {
    const pairs = rows.flatMap(({ categoryId, parentIds }) => parentIds.map((parent) => [categoryId, parent] as const));
    if (pairs.length === 0) return;
    await this.graph.write('write/category-parents', {
      categoryIds: pairs.map(([category]) => category),
      parentIds: pairs.map(([, parent]) => parent),
    });
  }

  async products(rows: readonly SavedProduct[]): Promise<void> {
    const places = rows.flatMap(({ productId, placeIds }) => placeIds.map((place) => [productId, place] as const));
    await this.graph.write('write/restore-products', {
      productIds: rows.map(({ productId }) => productId),
      titles: rows.map(({ title }) => title),
      prices: rows.map(({ price }) => price),
      brands: rows.map(({ brand }) => brand),
      categoryPaths: rows.map(({ categoryIds }) => categoryIds),
      stocks: rows.map(({ stock }) => stock),
      margins: rows.map(({ margin }) => margin),
      placedIds: places.map(([product]) => product),
      placeIds: places.map(([, place]) => place),
    });
  }

  async relations(rows: readonly SavedRelation[]): Promise<void> {
    await this.graph.write('write/category-relations', {
      categoryIds: rows.map(({ categoryId }) => categoryId),
      relatedIds: rows.map(({ relatedId }) => relatedId),
      weights: rows.map(({ weight }) => weight),
    });
  }

  async customers(rows: readonly SavedUser[]): Promise<void> {
    await this.graph.write('write/merge-users', { userIds: rows.map(({ userId }) => userId) });
  }

  async events(rows: readonly SavedEvent[]): Promise<void> {
    const userIds = [...new Set(rows.map(({ userId }) => userId))].filter((id) => !this.users.has(id));
    // Customers come in order, so only the last one of a batch comes again.
    this.users.clear();
    for (const { userId } of rows) this.users.add(userId);
    const statements = EVENT_TYPES.map((type) => [type, rows.filter((row) => row.type === type)] as const)
      .filter(([, events]) => events.length > 0)
      .map(([type, events]) => [`write/create-${verbs[type]}`, eventColumns(events)] as const);
    await this.graph.writeTogether(['write/merge-users', { userIds }], ...statements);
  }

  /** Names events as this version does, and takes back what was returned, once all events are there. */
  async settle(): Promise<void> {
    await nameOrderEvents(this.graph, true);
    let pairs: Pair[] = [];
    const settle = (): Promise<void> => this.graph.transaction((transaction) => settleReturns(transaction, pairs));
    for await (const pair of this.graph.stream('read/returned-pairs')) {
      if (pairs.push(pair) < PAIRS) continue;
      await settle();
      pairs = [];
    }
    await settle();
  }
}

/** Pairs of a customer and a product that are settled in one transaction. */
const PAIRS = 1000;

function eventColumns(rows: readonly SavedEvent[]): Record<string, unknown> {
  return {
    eventIds: rows.map(({ eventId }) => eventId),
    userIds: rows.map(({ userId }) => userId),
    productIds: rows.map(({ productId }) => productId),
    orderIds: rows.map(({ orderId }) => orderId),
    sessionIds: rows.map(({ sessionId }) => sessionId),
    times: rows.map(({ at }) => integer(at)),
    seqs: rows.map(({ seq }) => integer(seq)),
    quantities: rows.map(({ quantity }) => integer(quantity)),
  };
}
