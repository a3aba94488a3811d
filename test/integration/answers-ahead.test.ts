import { expect } from 'chai';
import type { Redis } from 'ioredis';
import {
  ListService,
  listQuerySchema,
  openLists,
  type ListReply,
  type OpenLists,
} from '../../src/serving/lists/index.js';
import { LiveSnapshot } from '../../src/storage/redis/index.js';
import { plantedShop, publishShop } from '../serving/lists/planted-snapshot.js';
import { leaveRedis, openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';

const PRODUCTS = 60;
const BELIEVE_FOR = 5;

describe('answers ahead of a switch', () => {
  let redis: Redis;
  let opened: OpenLists;
  let unfollow: () => void;

  before(async function () {
    this.timeout(serversTimeout);
    redis = await openEmptyRedis();
  });
  beforeEach(async () => {
    await redis.flushdb();
    await publishShop(redis, plantedShop(PRODUCTS), 'a');
    opened = openLists(redis, { clock: () => new Date('2026-06-01T12:00:00Z'), believeFor: BELIEVE_FOR });
    unfollow = opened.live.follow();
  });
  afterEach(() => {
    unfollow();
  });
  after(() => leaveRedis(redis));

  const basket = listQuerySchema.parse({ products: ['p0', 'p5'], maxPerCategory: 2, maxPrice: 50 });
  const page = listQuerySchema.parse({ products: ['p7'], limit: 3 });
  const other = listQuerySchema.parse({ products: ['p8'] });
  const reply = async (question: typeof basket): Promise<ListReply> => opened.lists.reply(question);

  const replyTwice = async (question: typeof basket): Promise<ListReply> => {
    await reply(question);
    return reply(question);
  };

  /** Asks as time goes by, as requests do, until a snapshot answers. */
  async function untilAnswers(id: string): Promise<void> {
    while ((await opened.live.current()).manifest.id !== id) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  it('are at hand for what was asked of the one before more than once, and are what a service without a past answers', async () => {
    for (const question of [basket, page]) expect((await replyTwice(question)).cached).to.equal(true);
    await reply(other);
    await publishShop(redis, plantedShop(PRODUCTS, 2), 'b');
    await untilAnswers('b');
    expect(opened.lists.answeredAhead).to.equal(2);
    const fresh = new ListService(new LiveSnapshot(redis));
    for (const question of [basket, page]) {
      const { etag, text, cached } = await reply(question);
      const expected = await fresh.reply(question);
      expect({ cached, etag, text: String(text) }).to.deep.equal({
        cached: true,
        etag: expected.etag,
        text: String(expected.text),
      });
      expect(String(text)).to.contain('"snapshot":"b"');
    }
    expect((await reply(other)).cached).to.equal(false);
  });

  it('leave out later pages, which stay with their snapshot', async () => {
    const first = await opened.lists.answer(page);
    const second = listQuerySchema.parse({ ...page, cursor: first.nextCursor });
    await replyTwice(second);
    await publishShop(redis, plantedShop(PRODUCTS, 2), 'b');
    await untilAnswers('b');
    expect(opened.lists.answeredAhead).to.equal(0);
    const again = await reply(second);
    expect(String(again.text)).to.contain('"snapshot":"a"');
  });

  it('are made beside a question that the new snapshot has no answer to', async () => {
    const gone = listQuerySchema.parse({ products: [`p${PRODUCTS - 1}`] });
    for (const question of [other, gone]) await replyTwice(question);
    await publishShop(redis, plantedShop(PRODUCTS - 1, 2), 'b');
    await untilAnswers('b');
    expect(opened.lists.answeredAhead).to.equal(1);
    expect((await reply(other)).cached).to.equal(true);
    const failure: unknown = await reply(gone).catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'unknown-product');
  });
});
