import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { EventConsumer } from '../../src/operations/jobs/index.js';
import { listen, type ListeningServer } from '../../src/serving/http/index.js';
import { mendedLetter, readableLetter, unmended } from '../../src/serving/intake/index.js';
import { KeyStore } from '../../src/serving/keys/index.js';
import { DeadLetters, Intake, diskPromise, TouchedProducts } from '../../src/storage/intake/index.js';
import { countGraph, importFiles } from '../../src/storage/neo4j/index.js';
import { post, testApi, type Reply } from '../serving/http/api-fixture.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { consumerOn, eventsIn, importTinyShop, until } from './events-fixture.js';

const at = '2026-05-04T10:20:30Z';

describe('events over HTTP', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  let server: ListeningServer;
  let consumer: EventConsumer | undefined;
  let key: string;
  let elapsed = 0;
  let clock = Date.parse('2026-05-05T00:00:00Z');

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    await importTinyShop(opened.graph, join(folder(), 'shop'));
    const api = testApi({
      redis: opened.redis,
      now: () => new Date(clock),
      elapsed: () => elapsed,
      settings: { mostBacklog: 2000 },
    });
    server = await listen(api.app, 0);
    ({ key } = await new KeyStore(opened.redis, () => new Date()).create(['events']));
  });
  afterEach(async () => {
    await consumer?.close();
    consumer = undefined;
  });
  after(async () => {
    await server.close();
    await opened.close();
  });

  const send = (events: readonly unknown[], headers: Record<string, string> = {}): Promise<Reply> =>
    post(`${server.url}/v1/events`, { events }, { authorization: `Bearer ${key}`, ...headers });
  const settled = (): Promise<void> =>
    until(async () => {
      const { stream } = await new Intake(opened.redis).backlog();
      return stream === 0;
    });
  const start = (): void => {
    consumer = consumerOn(opened, { now: () => clock, patience: 3_600_000 });
  };

  it('need a key with the scope events', async () => {
    const events = [{ userId: 'u', productId: 'a1', type: 'view', timestamp: at }];
    expect((await post(`${server.url}/v1/events`, { events })).body).to.include({ status: 401, code: 'unauthorized' });
    const { key: other } = await new KeyStore(opened.redis, () => new Date()).create(['read', 'admin']);
    expect((await send(events, { authorization: `Bearer ${other}` })).body).to.include({ code: 'forbidden' });
  });

  it('come to be in the graph, each once, however often they are sent', async () => {
    const events = [
      { userId: 'u1', productId: 'a1', type: 'purchase', timestamp: at, orderId: 'o1', quantity: 2 },
      { userId: 'u1', productId: 'b1', type: 'purchase', timestamp: at, orderId: 'o1' },
      { userId: 'u2', productId: 'b2', type: 'view', timestamp: at, eventId: 'e-7' },
      { userId: 'u2', productId: 'b2', type: 'favourite', timestamp: at },
    ];
    start();
    const reply = await send(events);
    expect(reply.status, reply.text).to.equal(202);
    expect(reply.body).to.deep.equal({ accepted: 4, rejected: [] });
    await send(events);
    await settled();
    const found = await eventsIn(opened.graph);
    expect(found.map((line) => line.split(' ').slice(0, 3).join(' '))).to.deep.equal([
      'u1 purchased a1',
      'u1 purchased b1',
      'u2 favorited b2',
      'u2 viewed b2',
    ]);
    expect(found[3]).to.equal('u2 viewed b2 e-7');
    expect(consumer!.counts).to.include({ written: 4, repeated: 4, postponed: 0, dead: 0 });
    expect(await new TouchedProducts(opened.redis).all()).to.deep.equal(['a1', 'b1', 'b2']);
  });

  it('are refused one by one, by their place, and hold up none of the others', async () => {
    const sound = { userId: 'u3', productId: 'a2', type: 'cart', timestamp: at };
    const { status, body } = await send([
      sound,
      { ...sound, type: 'stare' },
      { ...sound, userId: '' },
      { ...sound, timestamp: 'yesterday' },
      { ...sound, timestamp: '2026-05-06T00:00:01Z' },
      { ...sound, price: 3 },
      'no event',
    ]);
    expect(status).to.equal(202);
    expect(body['accepted']).to.equal(1);
    expect(body['rejected']).to.deep.equal([
      { index: 1, code: 'invalid-event', detail: 'type: is not one of view, favorite, cart, purchase, return' },
      { index: 2, code: 'invalid-event', detail: 'userId: is empty' },
      {
        index: 3,
        code: 'invalid-event',
        detail: 'timestamp: is not an ISO 8601 time with an offset, such as 2026-05-04T10:20:30Z',
      },
      { index: 4, code: 'event-in-future', detail: 'timestamp: 2026-05-06T00:00:01Z lies more than a day ahead' },
      { index: 5, code: 'invalid-event', detail: 'price: is not known here' },
      { index: 6, code: 'invalid-event', detail: 'event: must be an object' },
    ]);
    expect((await send([])).body).to.include({ status: 400, code: 'invalid-request' });
    expect((await send(Array.from({ length: 1001 }, () => sound))).body).to.include({ status: 400 });
  });

  it('under an Idempotency-Key are answered as before and queued no more; another request under it is refused', async () => {
    const events = [{ userId: 'u4', productId: 'a3', type: 'view', timestamp: at }, { userId: 'u4' }];
    const before = await new Intake(opened.redis).backlog();
    const first = await send(events, { 'idempotency-key': 'k 1'.replace(' ', '-') });
    const again = await send(events, { 'idempotency-key': 'k-1' });
    expect(again.body).to.deep.equal(first.body);
    expect((await new Intake(opened.redis).backlog()).stream).to.equal(before.stream + 1);
    const other = await send(events.slice(0, 1), { 'idempotency-key': 'k-1' });
    expect(other.body).to.include({ status: 422, code: 'idempotency-key-reused' });
    expect((await send(events, { 'idempotency-key': 'with blanks' })).body).to.include({ code: 'invalid-request' });
  });

  it('of a product that is not there wait for it, and an hour later become dead letters', async () => {
    start();
    await send([
      { userId: 'u5', productId: 'a4', type: 'purchase', timestamp: at, eventId: 'e-a4' },
      { userId: 'u5', productId: 'never', type: 'purchase', timestamp: at, eventId: 'e-never' },
    ]);
    await settled();
    expect((await new Intake(opened.redis).backlog()).waiting).to.equal(2);
    await opened.graph.write('write/merge-product-stubs', { productIds: ['a4'] });
    await until(async () => (await eventsIn(opened.graph)).includes('u5 purchased a4 e-a4'));
    expect(await new DeadLetters(opened.redis).count()).to.equal(0);
    clock += 3_600_001;
    await until(async () => (await new DeadLetters(opened.redis).count()) === 1);
    for await (const letter of new DeadLetters(opened.redis).all()) {
      expect(letter).to.include({ kind: 'events', reason: 'unknown-product' });
      expect(letter.text).to.contain('e-never');
      const { event } = readableLetter(letter);
      expect(event).to.include({ eventId: 'e-never', userId: 'u5', productId: 'never', type: 'purchase' });
      expect(() => mendedLetter(letter, { ...event, type: 'stare' })).to.throw(/type: is not one of/);
      expect(mendedLetter(letter, event)).to.deep.equal(unmended(letter));
      const mended = mendedLetter(letter, { ...event, productId: 'a1' });
      expect(await new DeadLetters(opened.redis).replay(letter.id, mended)).to.equal(true);
      expect(await new DeadLetters(opened.redis).replay(letter.id, mended)).to.equal(false);
    }
    await until(async () => (await eventsIn(opened.graph)).includes('u5 purchased a1 e-never'));
    expect(await new DeadLetters(opened.redis).count()).to.equal(0);
    expect((await new Intake(opened.redis).backlog()).waiting).to.equal(0);
  });

  it('are refused with 429 and Retry-After past the backlog, and taken again when it is written', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => ({
      userId: `m${String(i)}`,
      productId: 'a1',
      type: 'view',
      timestamp: at,
    }));
    expect((await send(many)).status).to.equal(202);
    expect((await send(many)).status).to.equal(202);
    const refused = await send(many);
    expect(refused.body).to.include({ status: 429, code: 'backlog-full' });
    expect(refused.headers.get('retry-after')).to.equal('5');
    start();
    await settled();
    expect((await send(many)).status).to.equal(202);
    await settled();
    expect((await countGraph(opened.graph)).events).to.be.greaterThan(1000);
  });

  it('are promised the disk where Redis flushes each write, and else refused before any is taken', async () => {
    const durable = (): Promise<Reply> =>
      post(
        `${server.url}/v1/events?durable=1`,
        { events: [{ userId: 'u7', productId: 'b1', type: 'view', timestamp: at }] },
        { authorization: `Bearer ${key}` },
      );
    const before = await new Intake(opened.redis).backlog();
    const [, fsync] = await opened.redis.config('GET', 'appendfsync');
    if ((await diskPromise(opened.redis)) === 'none') {
      expect((await durable()).body).to.include({ status: 501, code: 'durability-unavailable' });
      expect(await new Intake(opened.redis).backlog()).to.deep.equal(before);
    }
    await opened.redis.config('SET', 'appendfsync', 'always');
    try {
      elapsed += 60_000;
      expect((await durable()).status).to.equal(202);
      expect(await diskPromise(opened.redis)).to.equal('always');
    } finally {
      await opened.redis.config('SET', 'appendfsync', fsync);
    }
  });

  it('that a dead consumer held are claimed and written by the next one', async () => {
    await send([{ userId: 'u6', productId: 'b3', type: 'purchase', timestamp: at, eventId: 'e-held' }]);
    // As a process does that dies after it read: the entry is its own, and never acknowledged.
    await opened.redis.xgroup('CREATE', 'alongside:{intake}:stream', 'graph', '0', 'MKSTREAM').catch(() => undefined);
    await opened.redis.xreadgroup('GROUP', 'graph', 'dead', 'COUNT', 10, 'STREAMS', 'alongside:{intake}:stream', '>');
    start();
    await settled();
    expect(await eventsIn(opened.graph)).to.include('u6 purchased b3 e-held');
  });

  it('are the same by HTTP and in a file: a day that was sent is imported, and nothing doubles', async () => {
    const view = { userId: 'd1', productId: 'a1', type: 'view', timestamp: at, sessionId: 's1' };
    const day = [
      { userId: 'd1', productId: 'a1', type: 'purchase', timestamp: at, orderId: 'd-o1', quantity: 2 },
      { userId: 'd1', productId: 'b1', type: 'purchase', timestamp: '2026-05-04T12:20:30.5+02:00', orderId: 'd-o1' },
      // Said twice: two events, in a request as in a file.
      ...[view, view],
      { userId: 'd2', productId: 'b2', type: 'favourite', timestamp: at },
      { userId: 'd2', productId: 'b2', type: 'cart', timestamp: at, eventId: '~odd' },
      { userId: 'd1', productId: 'a1', type: 'return', timestamp: '2026-05-04T11:00:00Z', orderId: 'd-o1' },
      {
        userId: 'd1',
        productId: 'b1',
        type: 'purchase',
        timestamp: '2026-05-04T11:00:00Z',
        orderId: 'd-o9',
        quantity: -1,
      },
    ];
    start();
    expect((await send(day)).body).to.deep.equal({ accepted: 8, rejected: [] });
    await settled();
    const before = await eventsIn(opened.graph);
    const header = 'event_id,quantity,user_id,product_id,type,timestamp,order_id,session_id';
    const lines = day.map((row) => {
      const { userId, productId, type, timestamp, ...rest }: Record<string, unknown> = row;
      return [
        rest['eventId'],
        rest['quantity'],
        userId,
        productId,
        type,
        timestamp,
        rest['orderId'],
        rest['sessionId'],
      ].join(',');
    });
    const file = join(folder(), 'day', 'events.csv');
    await mkdir(join(folder(), 'day'));
    await writeFile(file, `${header}\n${lines.join('\n')}\n`);
    const { total } = await importFiles(opened.graph, { paths: [file], rejectsPath: `${file}.rejects` });
    expect(total).to.include({ read: 8, written: 0, alreadyThere: 8, rejected: 0 });
    expect(await eventsIn(opened.graph)).to.deep.equal(before);
    expect(before.filter((line) => line.startsWith('d1 viewed'))).to.have.length(2);
  });

  it('take back what was returned, whichever came first, by HTTP and by a file', async () => {
    const standing = async (user: string): Promise<string[]> => {
      const found: string[] = [];
      for await (const row of opened.graph.stream('read/returned-pairs')) {
        const pair = { userIds: [row.userId], productIds: [row.productId] };
        const [{ purchases, takenBack }] = await opened.graph.read('read/returns', pair);
        if (row.userId === user)
          found.push(`${row.productId}: ${String(purchases.length)} ${String(takenBack.length)}`);
      }
      return found.sort();
    };
    start();
    await send([
      { userId: 'r1', productId: 'a1', type: 'return', timestamp: '2026-05-04T12:00:00Z', orderId: 'r-o1' },
      { userId: 'r1', productId: 'a2', type: 'purchase', timestamp: at, orderId: 'r-o2', quantity: 2 },
    ]);
    await settled();
    await send([
      { userId: 'r1', productId: 'a1', type: 'purchase', timestamp: at, orderId: 'r-o1' },
      { userId: 'r1', productId: 'a1', type: 'purchase', timestamp: at, orderId: 'r-o3' },
      { userId: 'r1', productId: 'a2', type: 'return', timestamp: '2026-05-04T12:00:00Z', quantity: 1 },
    ]);
    await settled();
    expect(await standing('r1')).to.deep.equal(['a1: 1 1', 'a2: 1 0']);
    // What was taken back is known still, and the rest of two pieces goes back by a file.
    await send([{ userId: 'r1', productId: 'a1', type: 'purchase', timestamp: at, orderId: 'r-o1' }]);
    await settled();
    await importTinyShop(opened.graph, join(folder(), 'returned'), ['r1,a2,purchase,2026-05-04T13:00:00Z,r-o2,-1,']);
    expect(await standing('r1')).to.deep.equal(['a1: 1 1', 'a2: 0 1']);
  });
});
