import type { SampleShop } from '../../../src/shop/sample/index.js';
import type { GraphConnection } from '../../../src/storage/neo4j/index.js';

/** A graph that counts what the statements of reasons and uses count, over the purchases and carts of a shop. */
export function eventsGraph({ events, products }: SampleShop): GraphConnection {
  const bought = events.filter(({ type }) => type === 'purchase' || type === 'cart');
  const categoryOf = new Map(products.map(({ productId, categoryId }) => [productId, categoryId]));
  const within = (since: unknown, until: unknown) => (event: (typeof events)[number]) =>
    (since === null || Date.parse(event.timestamp) >= Date.parse(since as string)) &&
    (until === null || Date.parse(event.timestamp) <= Date.parse(until as string));
  const [baskets, purchases] = [basketsWith(bought), basketsWith(bought.filter(({ type }) => type === 'purchase'))];
  const basketsOf = (product: string, of = baskets): Map<string, string> =>
    of.get(product) ?? new Map<string, string>();
  const common = (x: string, y: string, of = baskets): string[] => {
    const other = basketsOf(y, of);
    return [...basketsOf(x, of)].flatMap(([basket, user]) => (other.has(basket) ? [user] : []));
  };
  const usersIn = (categories: readonly string[], until: unknown): Set<string> =>
    new Set(
      bought
        .filter(within(null, until))
        .filter(({ productId }) => categories.includes(categoryOf.get(productId) ?? ''))
        .map(({ userId }) => userId),
    );
  type Asked = Readonly<Record<string, unknown>>;
  const statements: Readonly<Record<string, (asked: Asked) => object[]>> = {
    'read/why-shared': ({ x, y }) => {
      const [taken, orders] = [common(String(x), String(y)), common(String(x), String(y), purchases)];
      const people = { people: new Set(orders).size, sessionPeople: new Set(taken).size };
      return [{ together: orders.length, sessions: taken.length - orders.length, ...people }];
    },
    'read/why-direction': ({ x, y }) => {
      const latest = (product: unknown) =>
        new Map(
          bought
            .filter(({ productId, type }) => productId === product && type === 'purchase')
            .sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp))
            .map(({ userId, timestamp }) => [userId, Date.parse(timestamp)]),
        );
      const [own, other] = [latest(x), latest(y)];
      const ways = [...own].flatMap(([user, at]) => (other.has(user) ? [Math.sign(other.get(user)! - at)] : []));
      const count = (way: number): number => ways.filter((each) => each === way).length;
      return [{ after: count(1), before: count(-1), unknown: count(0) }];
    },
    'read/why-through': ({ x, y }) => {
      const [own, other] = [basketsOf(String(x), purchases), basketsOf(String(y), purchases)];
      const companions = new Set(
        bought.filter(({ orderId, sessionId }) => own.has(orderId ?? sessionId)).map(({ productId }) => productId),
      );
      const sampled = { sampledX: own.size, sampledY: other.size };
      return [...companions]
        .filter((z) => z !== x && z !== y && common(z, String(y), purchases).length > 0)
        .slice(0, 20)
        .map((productId) => {
          const [a, b] = [common(String(x), productId, purchases), common(productId, String(y), purchases)];
          const people = { peopleWithX: new Set(a).size, peopleWithY: new Set(b).size };
          return {
            productId,
            title: productId,
            withX: a.length,
            withY: b.length,
            ...people,
            ...sampled,
            strength: 0.1,
          };
        });
    },
    'read/why-categories': () => [],
    'read/product-reach': ({ productIds, since, until }) => {
      const known = events.filter(within(since, until));
      return (productIds as string[]).map((productId) => {
        const late = known.filter((each) => each.productId === productId);
        const users = (types: readonly string[]): number =>
          new Set(late.filter(({ type }) => types.includes(type)).map(({ userId }) => userId)).size;
        const views = late.filter(({ type }) => type === 'view').length;
        return { productId, buyers: users(['purchase', 'cart']), viewers: users(['view']), views };
      });
    },
    'read/audience-size': ({ product, productIds, since, until }) => {
      const late = bought.filter(within(since, until));
      const reached = new Set(
        late.filter((e) => (productIds as string[]).includes(e.productId)).map(({ userId }) => userId),
      );
      const owners = new Set(bought.filter((e) => e.productId === product).map(({ userId }) => userId));
      return [{ customers: reached.size, owners: [...reached].filter((user) => owners.has(user)).length }];
    },
    'read/campaign-segment': ({ from, to, until }) => {
      const [inFrom, inTo] = [usersIn(from as string[], until), usersIn(to as string[], until)];
      const inBoth = [...inFrom].filter((user) => inTo.has(user)).length;
      const total = new Set(bought.map(({ userId }) => userId)).size;
      return [{ inFrom: inFrom.size, inTo: inTo.size, inBoth, total }];
    },
  };
  return {
    readWithin: (statement: string, asked: Asked) => Promise.resolve(statements[statement](asked)),
  } as unknown as GraphConnection;
}

/** Each product's baskets with these events, and whose they are. */
function basketsWith(events: SampleShop['events']): Map<string, Map<string, string>> {
  const baskets = new Map<string, Map<string, string>>();
  for (const { productId, orderId, sessionId, userId } of events) {
    const own = baskets.get(productId) ?? new Map<string, string>();
    baskets.set(productId, own.set(orderId ?? sessionId, userId));
  }
  return baskets;
}
