import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { noProgress } from '../../src/core/index.js';
import { listSnapshots, openSnapshot, SNAPSHOT_PARTS, SnapshotWriter } from '../../src/storage/redis/index.js';
import { keyedPart } from '../../src/storage/redis/keyed-part.js';
import { openParts } from '../../src/storage/redis/open-snapshot.js';
import { column, int32, record } from '../../src/storage/codec/index.js';
import { rejection } from '../shop/csv/temporary-folder.js';
import { answerOf, askPart } from '../storage/redis/ask-part.js';
import { sampleContents, sampleManifest } from '../storage/redis/sample-snapshot.js';
import { leaveRedis, openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';

const { id } = sampleManifest;
const keyOf = (name: string): string => `alongside:{${id}}:${name}`;
const names = Object.keys(SNAPSHOT_PARTS) as (keyof typeof SNAPSHOT_PARTS)[];

describe('the parts of a snapshot in Redis', () => {
  let redis: Redis;

  before(async function () {
    this.timeout(serversTimeout);
    redis = await openEmptyRedis();
  });
  beforeEach(async () => {
    await redis.flushdb();
  });
  after(() => leaveRedis(redis));

  const write = (): Promise<void> =>
    new SnapshotWriter(redis, SNAPSHOT_PARTS).write(
      { manifest: sampleManifest, contents: [sampleContents] },
      noProgress,
    );

  it('come back as they were written, from memory too', async () => {
    await write();
    for (const cached of [false, true]) {
      const snapshot = await openSnapshot(redis, id, { cached });
      for (const name of [...names, ...names]) {
        const answer = await askPart(snapshot[name], sampleContents[name]);
        expect(answer, name).to.deep.equal(answerOf(sampleContents[name]));
      }
    }
  });

  it('are each refused by name when one is damaged or gone', async () => {
    for (const name of names) {
      const key = keyOf(SNAPSHOT_PARTS[name].key);
      await write();
      for (const field of await redis.hkeys(key)) await redis.hset(key, field, '?');
      const damaged = await rejection(
        openSnapshot(redis, id).then((snapshot) => askPart(snapshot[name], sampleContents[name])),
      );
      await redis.unlink(key);
      for (const fault of [damaged, await rejection(openSnapshot(redis, id))]) {
        expect(fault).to.have.property('code', 'snapshot-corrupt');
        expect(fault).to.have.property('message').that.contains(key);
      }
    }
  });

  it('are counted before a snapshot is whole, also against what was promised', async () => {
    const writer = new SnapshotWriter(redis, SNAPSHOT_PARTS);
    const contents = [sampleContents];
    const fault = await rejection(
      writer.write({ manifest: sampleManifest, promised: { lists: 2 }, contents }, noProgress),
    );
    expect(fault).to.have.property('code', 'snapshot-incomplete');
    expect(fault.message).to.contain('1 of 2 lists');
    expect(await redis.exists(keyOf('manifest'))).to.equal(0);
  });

  it('say what they take in Redis', async () => {
    await write();
    const [{ bytes }] = await listSnapshots(redis);
    expect(Object.keys(bytes)).to.deep.equal(names);
    for (const name of names) expect(bytes[name], name).to.be.greaterThan(0);
  });

  describe('with a further one, which is an entry of the table', () => {
    const parts = {
      ...SNAPSHOT_PARTS,
      pairs: keyedPart<number, { readonly with: Int32Array }>({
        key: 'pairs',
        codec: record({ with: column(int32) }),
        cached: 10,
      }),
    };
    const pairs: [number, { readonly with: Int32Array }][] = [
      [0, { with: Int32Array.of(1, 2) }],
      [1, { with: Int32Array.of(0) }],
    ];
    const writeMore = (): Promise<void> =>
      new SnapshotWriter(redis, parts).write(
        { manifest: sampleManifest, contents: [sampleContents, { pairs }] },
        noProgress,
      );

    it('write and read it', async () => {
      await writeMore();
      const snapshot = await openParts(parts, redis, id);
      expect(await snapshot.pairs([1, 7, 0])).to.deep.equal([pairs[1][1], undefined, pairs[0][1]]);
      expect(snapshot.manifest.entries).to.include({ pairs: 2, lists: 1 });
    });

    it('check it', async () => {
      await writeMore();
      await redis.hset(keyOf('pairs'), '1', 'no record');
      const snapshot = await openParts(parts, redis, id);
      expect((await rejection(snapshot.pairs([0, 1]))).message).to.contain(`${keyOf('pairs')} 1 is damaged`);
      await redis.hdel(keyOf('pairs'), '1');
      expect((await rejection(openParts(parts, redis, id))).message).to.contain(`${keyOf('pairs')} is damaged`);
    });

    it('do not take fields that were lost for fields that never were', async () => {
      await writeMore();
      const snapshot = await openParts(parts, redis, id);
      await redis.hdel(keyOf('pairs'), '0');
      for (const asked of [[0], [7], [1, 0]]) {
        expect(await rejection(snapshot.pairs(asked))).to.have.property('code', 'snapshot-corrupt');
      }
      expect(await snapshot.pairs([1])).to.deep.equal([pairs[1][1]]);
      await redis.del(keyOf('manifest'));
      expect(await rejection(snapshot.pairs([0]))).to.have.property('code', 'snapshot-missing');
    });

    it('cache it within its bound, where asked to', async () => {
      await writeMore();
      const cached = await openParts(parts, redis, id, { cached: true });
      const uncached = await openParts(parts, redis, id);
      await cached.pairs([0]);
      const [one] = await redis.hmgetBuffer(keyOf('pairs'), '1');
      await redis.hset(keyOf('pairs'), '0', one!);
      expect(await cached.pairs([1, 0])).to.deep.equal([pairs[1][1], pairs[0][1]]);
      expect(await uncached.pairs([0])).to.deep.equal([pairs[1][1]]);
    });

    it('let it expire with the others, unfinished or replaced, and keep it while it is live', async () => {
      const writer = new SnapshotWriter(redis, parts);
      await writeMore();
      expect(await redis.ttl(keyOf('pairs'))).to.be.within(1, 24 * 3600);
      await writer.publish(id, 900);
      expect(await redis.ttl(keyOf('pairs'))).to.equal(-1);
      await writer.write({ manifest: { ...sampleManifest, id: 'next' }, contents: [sampleContents] }, noProgress);
      await writer.publish('next', 900);
      expect(await redis.ttl(keyOf('pairs'))).to.equal(-1);
      await writer.publish('after', 900);
      expect(await redis.ttl(keyOf('pairs'))).to.be.within(1, 900);
    });
  });
});
