import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import neo4j from 'neo4j-driver';
import type { Redis } from 'ioredis';
import { listen, type ListeningServer } from '../../src/serving/http/index.js';
import { GraphConnection } from '../../src/storage/neo4j/index.js';
import type { ServerConnections } from '../../src/core/index.js';
import type { WhyAnswer } from '../../src/serving/explanations/index.js';
import { RuleBook, ruleDocumentSchema } from '../../src/serving/rules/index.js';
import type { SampleShop } from '../../src/shop/sample/index.js';
import type { AnsweredItem } from '../../src/serving/lists/answer.js';
import { KeyStore } from '../../src/serving/keys/index.js';
import { LiveSnapshot, type Snapshot } from '../../src/storage/redis/index.js';
import type { Audience, Campaign, Placements } from '../../src/serving/insights/index.js';
import { ask, testApi, type Reply } from '../serving/http/api-fixture.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { embedHere, importShop, writeSmallShop } from './shop-fixture.js';

const LEAST = 5;
/** As long as Neo4j needs to plan a statement that it meets for the first time on a busy machine. */
const PATIENCE = 30_000;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

/** As if the server had just been started. */
async function forgetPlans({ neo4j: { uri, user, password } }: ServerConnections): Promise<void> {
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
  try {
    await driver.executeQuery('CALL db.clearQueryCaches()');
  } finally {
    await driver.close();
  }
}

describe('reasons and uses on a real graph and snapshot', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  let servers: ServerConnections;
  let graph: GraphConnection;
  let redis: Redis;
  let snapshot: Snapshot;
  let server: ListeningServer;
  /** Sent where numbers are to be exact. */
  let exact: RequestInit;
  let shop: SampleShop;
  /** A product that is often bought, and the items of its list. */
  let known: string;
  let items: AnsweredItem[];
  /** Customers by the product that they bought or carted. */
  let buyers: Map<string, Set<string>>;

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    ({ servers, graph, redis } = opened);
    // Enough orders for counts on both sides of the least that is told.
    shop = await writeSmallShop(folder(), { customers: 400, orders: 2000 });
    await importShop(graph, folder());
    const added = join(folder(), 'added', 'products.csv');
    await mkdir(dirname(added));
    const category = shop.products[0].categoryId;
    await writeFile(added, `product_id,category_id,title,price\nnew-1,${category},Brand new,1\n`);
    await importShop(graph, dirname(added));
    await embedHere({ graph, redis });
    snapshot = await new LiveSnapshot(redis).current();
    server = await serveWith(graph);
    const { key } = await new KeyStore(redis, () => new Date()).create(['admin']);
    exact = { headers: { authorization: `Bearer ${key}` } };

    buyers = new Map();
    for (const { productId, userId, type } of shop.events) {
      if (type !== 'purchase' && type !== 'cart') continue;
      buyers.set(productId, (buyers.get(productId) ?? new Set()).add(userId));
    }
    [known] = [...buyers].sort(([, a], [, b]) => b.size - a.size)[0];
    const list = await ask(`${server.url}/v1/products/${known}/also-consider?limit=50`, exact);
    items = list.body['items'] as AnsweredItem[];
  });
  after(async () => {
    await server.close();
    await opened.close();
  });

  const serveWith = (connection: GraphConnection, graphMilliseconds = PATIENCE): Promise<ListeningServer> =>
    listen(testApi({ redis, graph: connection, settings: { graphMilliseconds } }).app, 0);
  const get = (path: string, { url } = server): Promise<Reply> => ask(`${url}/v1/${path}`, exact);
  async function answer<Answer>(path: string, from = server): Promise<Answer> {
    const reply = await get(path, from);
    expect(reply.status, reply.text).to.equal(200);
    return reply.body as Answer;
  }
  const why = (x: string, y: string, from = server): Promise<WhyAnswer> => answer(`products/${x}/why/${y}`, from);
  const rankAmongColdProducts = async (x: string, y: string): Promise<number> => {
    const [from, to] = (await snapshot.numbers([x, y])) as [number, number];
    const [list] = await snapshot.coldProducts([from]);
    return list!.products.indexOf(to) + 1;
  };
  const categoryOf = (id: string): string => shop.products.find(({ productId }) => productId === id)!.categoryId;

  describe('why', () => {
    it('says of each item what the list says, and what the score is made of', async () => {
      for (const { productId, rank, score, reason, evidence } of items.slice(0, 12)) {
        const { standing, counts, parts, ...told } = await why(known, productId);
        expect(standing).to.include({ status: 'listed', rank, score });
        expect(told.reason).to.equal(reason);
        expect(counts.together).to.equal(evidence.together);
        if (counts.lift !== null && evidence.lift !== null) {
          expect(counts.lift.value).to.be.closeTo(evidence.lift, 0.006);
          expect(counts.lift.low).to.be.at.most(counts.lift.value);
          expect(counts.lift.high).to.be.at.least(counts.lift.value);
        }
        if (parts === null) throw new Error(`No parts of ${productId}.`);
        const sum = parts.reduce((total, { contribution }) => total + contribution, 0);
        expect(Math.exp(sum)).to.be.closeTo(score, score * 1e-4);
      }
    });

    it('counts in the graph as the snapshot does', async () => {
      const [number] = (await snapshot.numbers([known])) as [number];
      const [list] = await snapshot.lists([number]);
      const cards = await snapshot.cards([...list!.products.slice(0, 25)]);
      for (const [i, { id }] of cards.entries()) {
        const [row] = await graph.read('read/why-shared', { x: known, y: id, until: null, finest: 0 });
        const { together, people, sessions, sessionPeople } = list!;
        expect(row, id).to.deep.equal({
          ...{ together: together[i], people: people[i] },
          ...{ sessions: sessions[i], sessionPeople: sessionPeople[i] },
        });
      }
    });

    it('counts customers in the graph where these are the baskets, whatever order ids say', async () => {
      const bought = new Map<string, Set<string>>();
      for (const { productId, userId, type } of shop.events) {
        if (type === 'purchase') bought.set(productId, (bought.get(productId) ?? new Set()).add(userId));
      }
      for (const { productId } of items.slice(0, 8)) {
        const both = [...bought.get(known)!].filter((user) => bought.get(productId)?.has(user)).length;
        const [row] = await graph.read('read/why-shared', { x: known, y: productId, until: null, finest: 3 });
        expect(row, productId).to.include({ together: both, people: both });
      }
    });

    it('tells how many customers bought y after x, and x after y', async () => {
      const latest = new Map<string, Map<string, number>>();
      for (const { productId, userId, type, timestamp } of shop.events) {
        if (type !== 'purchase') continue;
        const of = latest.get(productId) ?? new Map<string, number>();
        latest.set(productId, of.set(userId, Math.max(of.get(userId) ?? 0, Date.parse(timestamp))));
      }
      let ways = 0;
      for (const { productId } of items.slice(0, 8)) {
        const [own, other] = [latest.get(known)!, latest.get(productId)!];
        const gaps = [...own].flatMap(([user, at]) => (other.has(user) ? [other.get(user)! - at] : []));
        const after = gaps.filter((gap) => gap > 0).length;
        const before = gaps.filter((gap) => gap < 0).length;
        const { direction } = await why(known, productId);
        if (after + before === 0) expect(direction, productId).to.equal(null);
        else expect(direction, productId).to.include({ after, before });
        ways += after + before;
      }
      expect(ways).to.be.above(0);
    });

    it('leads there through common baskets, a third product, or a category relation', async () => {
      const kinds = new Set<string>();
      for (const { productId } of items.slice(0, 12)) {
        const { paths, pathsMissing } = await why(known, productId);
        expect(pathsMissing).to.equal(null);
        for (const path of paths ?? []) {
          kinds.add(path.kind);
          if (path.kind === 'product') {
            const { productId: third } = path.through;
            expect([known, productId]).not.to.include(third);
            for (const end of [known, productId]) {
              const common = [...buyers.get(end)!].filter((user) => buyers.get(third)?.has(user));
              expect(common, `${end} and ${third}`).not.to.be.empty;
            }
          }
          if (path.kind === 'category') expect(['merchant', 'learned']).to.include(path.source);
        }
      }
      expect([...kinds]).to.include.members(['baskets', 'product']);
    });

    it('says why a product is not on the list', async () => {
      const sibling = shop.products.find(
        ({ productId, categoryId }) => productId !== known && categoryId === categoryOf(known),
      )!;
      const same = await why(known, sibling.productId);
      expect(same.standing).to.include({ status: 'same-category', rank: null, score: null });
      expect(same.counts.from).to.equal('graph');
      expect(same.parts).to.equal(null);
      expect(same.reason).to.equal(null);

      const [number] = (await snapshot.numbers([known])) as [number];
      const listed = new Set((await snapshot.lists([number]))[0]!.products);
      const numbers = await snapshot.numbers(shop.products.map(({ productId }) => productId));
      const below = shop.products.find(
        ({ productId, categoryId }, i) =>
          categoryId !== categoryOf(known) && !listed.has(numbers[i]!) && buyers.has(productId),
      );
      if (below === undefined) throw new Error('Every product is on the list.');
      expect((await why(known, below.productId)).standing).to.include({ status: 'below-list', rank: null });
    });

    it('finds a product without any event among the cold-start products', async () => {
      const asking = categoryOf(known) === categoryOf(shop.products[0].productId) ? items[0].productId : known;
      const { standing, parts, counts } = await why(asking, 'new-1');
      expect(standing).to.include({ status: 'newcomer', rank: await rankAmongColdProducts(asking, 'new-1') });
      expect(counts.together).to.equal(0);
      const sum = parts!.reduce((total, { contribution }) => total + contribution, 0);
      expect(Math.exp(sum)).to.be.closeTo(standing.score!, standing.score! * 1e-4);
    });

    it('tells others nothing that fewer than five people did', async () => {
      let few = 0;
      for (const { productId } of items.slice(0, 25)) {
        const reply = await ask(`${server.url}/v1/products/${known}/why/${productId}`);
        const { counts, parts, paths, reason } = reply.body as WhyAnswer;
        const text = [reason, ...(paths ?? []).map((path) => path.text)].join('\n');
        expect(text).not.to.match(/\b[1-4] (orders?|customers?|sessions?)\b/);
        const people = [...buyers.get(known)!].filter((user) => buyers.get(productId)?.has(user)).length;
        if (people >= LEAST || counts.together === 0) continue;
        few++;
        expect(counts.together).to.equal('few');
        expect(counts.lift).to.equal(null);
        const exact = (parts ?? []).filter(({ part }) => ['posterior', 'evidence', 'seen'].includes(part));
        expect(exact).to.deep.equal([]);
      }
      expect(few).to.be.above(0);
    });

    it('knows two different products of the shop only', async () => {
      expect((await get(`products/${known}/why/nobody`)).body).to.include({ status: 404, code: 'unknown-product' });
      expect((await get(`products/nobody/why/${known}`)).body).to.include({ status: 404, code: 'unknown-product' });
      expect((await get(`products/${known}/why/${known}`)).body).to.include({ status: 400, code: 'same-product' });
    });
  });

  describe('the uses', () => {
    it('name the pages on which a product is to be shown, by the lists that it stands on', async () => {
      const { pool, pages, since, reachMissing } = await answer<Placements>(
        `products/${known}/placements?limit=8&days=3650`,
      );
      expect(pool).to.equal('lists');
      expect(pages).to.have.length(8);
      expect(since).to.be.a('string');
      expect(reachMissing).to.equal(null);
      for (const page of pages) {
        const list = await ask(`${server.url}/v1/products/${page.productId}/also-consider?limit=50`, exact);
        const item = (list.body['items'] as AnsweredItem[]).find(({ productId }) => productId === known);
        expect(item).to.include({ rank: page.rank, score: page.score });
        const count = buyers.get(page.productId)?.size ?? 0;
        expect(page.buyers).to.equal(count);
      }
    });

    it('show a product without any event beside its like', async () => {
      const { pool, pages } = await answer<Placements>('products/new-1/placements');
      expect(pool).to.equal('newcomers');
      expect(pages).not.to.be.empty;
      for (const { productId, rank } of pages) {
        expect(rank).to.equal(await rankAmongColdProducts(productId, 'new-1'));
      }
    });

    it('name whose buyers to offer a product, and how many they are', async () => {
      const { groups, people, owners } = await answer<Audience>(`products/${known}/audience?limit=6&days=3650`);
      expect(groups).to.have.length(6);
      const strength = groups.map(({ score, buyers: count }) => score * (count ?? 0));
      expect(strength).to.deep.equal([...strength].sort((a, b) => b - a));
      const reached = new Set(groups.flatMap(({ productId }) => [...(buyers.get(productId) ?? [])]));
      const have = [...reached].filter((user) => buyers.get(known)!.has(user)).length;
      expect(owners).to.equal(have);
      expect(people).to.equal(reached.size - have);
    });

    it('count fewer people over fewer days', async () => {
      const long = await answer<Audience>(`products/${known}/audience?limit=50&days=3650`);
      const short = await answer<Audience>(`products/${known}/audience?limit=50&days=14`);
      expect(Number(short.people)).to.be.below(Number(long.people));
    });

    it('say what to offer from one category to the customers of another', async () => {
      const to = categoryOf(items[0].productId);
      const from = categoryOf(known);
      const found = await answer<Campaign>(`categories/${from}/campaign/${to}?limit=5`);
      expect(found.pairs).not.to.be.empty;
      for (const { bought, offer } of found.pairs) {
        expect(bought.categoryId).to.equal(from);
        expect(offer.categoryId).to.equal(to);
      }
      const customersOf = (category: string): Set<string> =>
        new Set([...buyers].flatMap(([product, users]) => (categoryOf(product) === category ? [...users] : [])));
      const [inFrom, inTo] = [customersOf(from), customersOf(to)];
      const inBoth = [...inFrom].filter((user) => inTo.has(user)).length;
      const total = new Set([...buyers.values()].flatMap((users) => [...users])).size;
      expect(found.customers).to.deep.equal({ inFrom: inFrom.size, inTo: inTo.size, inBoth, total });
      expect(found.segment).to.equal(inFrom.size - inBoth);
      expect(found.lift!.value).to.be.closeTo((inBoth * total) / (inFrom.size * inTo.size), 1e-9);
    });

    it('refuse categories that are unknown or overlap', async () => {
      const own = categoryOf(known);
      const parent = shop.categories.find(({ categoryId }) => categoryId === own)!.parentId!;
      expect((await get(`categories/boats/campaign/${own}`)).body).to.include({
        status: 400,
        code: 'unknown-category',
      });
      for (const other of [own, parent]) {
        const reply = await get(`categories/${own}/campaign/${other}`);
        expect(reply.body).to.include({ status: 400, code: 'same-category' });
      }
    });
  });

  describe('where a rule of the shop blocks a pair', () => {
    it('why says so, and no use proposes it', async () => {
      const [{ productId: blocked }] = items;
      const rules = new RuleBook(redis, { clock: () => new Date() });
      const { version } = await rules.current();
      const before = await answer<Placements>(`products/${blocked}/placements?limit=50`);
      const block = {
        id: 'apart',
        action: 'block' as const,
        for: { products: [known] },
        items: { products: [blocked] },
      };
      const { version: set } = await rules.replace(ruleDocumentSchema.parse({ rules: [block] }), version, 'test');
      expect((await why(known, blocked)).standing).to.include({ status: 'blocked' });
      const pages = (reply: Placements): string[] => reply.pages.map(({ productId }) => productId);
      expect(pages(before)).to.include(known);
      expect(pages(await answer<Placements>(`products/${blocked}/placements?limit=50`))).not.to.include(known);
      const { groups } = await answer<Audience>(`products/${blocked}/audience?limit=50`);
      expect(groups.map(({ productId }) => productId)).not.to.include(known);
      const { pairs } = await answer<Campaign>(
        `categories/${categoryOf(known)}/campaign/${categoryOf(blocked)}?limit=50`,
      );
      expect(
        pairs.filter(({ bought, offer }) => bought.productId === known && offer.productId === blocked),
      ).to.deep.equal([]);
      await rules.replace({ rules: [] }, set, 'test');
    });
  });

  describe('without the graph', () => {
    /** The API over a graph that can be taken away. */
    const behindProxy = async (milliseconds: number) => {
      const proxy = await TcpProxy.to(Number(new URL(servers.neo4j.uri).port));
      const uri = `bolt://127.0.0.1:${String(proxy.port)}`;
      const connection = GraphConnection.lazy({ ...servers.neo4j, uri });
      return { proxy, connection, other: await serveWith(connection, milliseconds) };
    };

    it('answers all but the paths, and says that the graph is away; what it said before stays', async () => {
      const { proxy, connection, other } = await behindProxy(PATIENCE);
      const [first, second] = items;
      const before = await why(known, first.productId, other);
      expect(before.paths).not.to.equal(null);
      await proxy.stop();
      expect(await why(known, first.productId, other)).to.deep.equal(before);
      const { paths, pathsMissing, counts, parts } = await why(known, second.productId, other);
      expect({ paths, pathsMissing }).to.deep.equal({ paths: null, pathsMissing: 'graph-unreachable' });
      expect(counts.together).to.equal(second.evidence.together);
      expect(parts).not.to.equal(null);

      const placed = await answer<Placements>(`products/${known}/placements`, other);
      expect(placed).to.include({ reachMissing: 'graph-unreachable' });
      expect(placed.pages[0]).to.include({ buyers: null, views: null });
      expect(await answer<Audience>(`products/${known}/audience`, other)).to.include({
        people: null,
        owners: null,
        reachMissing: 'graph-unreachable',
      });
      const campaign = `categories/${categoryOf(known)}/campaign/${categoryOf(first.productId)}`;
      const offered = await answer<Campaign>(campaign, other);
      expect(offered).to.include({ customers: null, segment: null, customersMissing: 'graph-unreachable' });
      expect(offered.pairs).not.to.be.empty;
      await other.close();
      await connection.close();
    });

    it('has paths once the graph is back, though making their plans takes longer than an answer may', async () => {
      const { proxy, connection, other } = await behindProxy(200);
      const { port } = proxy;
      await proxy.stop();
      await forgetPlans(servers);
      const { pathsMissing } = await why(known, items[4].productId, other);
      expect(pathsMissing).to.equal('graph-unreachable');
      await proxy.restart(port);
      // Planning takes several times as long as an answer may.
      while ((await why(known, items[4].productId, other)).paths === null) await pause();
      await other.close();
      await proxy.stop();
      await connection.close();
    });

    it('does not wait longer than it was told for a graph that does not answer', async () => {
      const { proxy, connection, other } = await behindProxy(200);
      proxy.fallSilent();
      const { paths, pathsMissing, counts } = await why(known, items[0].productId, other);
      expect({ paths, pathsMissing }).to.deep.equal({ paths: null, pathsMissing: 'graph-timeout' });
      expect(counts.together).to.equal(items[0].evidence.together);
      await other.close();
      await proxy.stop();
      await connection.close();
    });
  });
});
