import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { noProgress } from '../../src/core/index.js';
import { importSnapshot, writeSnapshotFile } from '../../src/operations/backup/index.js';
import { listen } from '../../src/serving/http/index.js';
import { pointAt, rollBack } from '../../src/serving/lists/index.js';
import { RuleBook } from '../../src/serving/rules/index.js';
import { makeRoom, readPointers } from '../../src/storage/redis/index.js';
import { ask, testApi } from '../serving/http/api-fixture.js';
import { plantedShop, publishShop } from '../serving/lists/planted-snapshot.js';
import { rejection, temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';

const noModels = { list: () => Promise.resolve([]), setLive: () => Promise.resolve() };

describe('a snapshot as a file', () => {
  const folder = temporaryFolder();
  let redis: Redis;
  let file: string;

  before(async function () {
    this.timeout(serversTimeout);
    redis = await openEmptyRedis();
    file = join(folder(), 'a.snapshot');
  });
  beforeEach(() => redis.flushdb());
  after(async () => {
    await redis.flushdb();
    redis.disconnect();
  });

  /** What the API answers to some questions, with their tags. */
  async function answers(): Promise<string[]> {
    const api = testApi({ redis });
    const server = await listen(api.app, 0);
    try {
      const given: string[] = [];
      for (const product of ['p0', 'p1', 'p7', 'p39']) {
        const { status, text, headers } = await ask(`${server.url}/v1/products/${product}/also-consider?limit=7`);
        given.push(`${String(status)} ${headers.get('etag') ?? ''} ${text}`);
      }
      return given;
    } finally {
      await server.close(0);
      api.close();
    }
  }

  async function written(path = file): Promise<string[]> {
    await publishShop(redis, plantedShop(40), 'a');
    const rules = [{ id: 'no-p3', action: 'block' as const, items: { products: ['p3'] } }];
    await new RuleBook(redis, { clock: () => new Date(0) }).replace({ rules }, '0', 'a test');
    const before = await answers();
    await writeSnapshotFile(redis, 'a', path, noProgress);
    return before;
  }

  it('answers in another Redis as it did, byte for byte, and is the same file again there', async () => {
    const before = await written();
    expect(before[0]).to.match(/^200 "/);
    await redis.flushdb();
    expect(await importSnapshot(redis, file, noProgress)).to.include({ snapshot: 'a', rules: true });
    expect(await redis.ttl('alongside:{a}:manifest')).to.be.greaterThan(80_000);
    await rollBack({ redis, models: noModels, graceSeconds: 900 }, 'a');
    expect(await answers()).to.deep.equal(before);
    expect(await redis.ttl('alongside:{a}:lists')).to.equal(-1);
    await writeSnapshotFile(redis, 'a', `${file}.again`, noProgress);
    expect(await readFile(`${file}.again`)).to.deep.equal(await readFile(file));
    expect((await stat(file)).mode & 0o077).to.equal(0);
  });

  it('leaves what is live and the rules of a shop as they are', async () => {
    await written(`${file}.c`);
    await redis.flushdb();
    await publishShop(redis, plantedShop(40, 2), 'b');
    const book = new RuleBook(redis, { clock: () => new Date(0) });
    const { version } = await book.replace({ rules: [] }, '0', 'a test');
    expect(await importSnapshot(redis, `${file}.c`, noProgress)).to.include({ snapshot: 'a', rules: false });
    expect((await book.current()).version).to.equal(version);
    expect(await readPointers(redis)).to.include({ live: 'b', canary: null });
    await pointAt(redis, 'canary', 'a', 900);
    // Of one that a pointer names nothing is written again.
    expect(await importSnapshot(redis, `${file}.c`, noProgress)).to.include({ values: 0 });
    expect(await redis.ttl('alongside:{a}:manifest')).to.equal(-1);
  });

  it('is refused before anything is written where it is damaged, cut off, foreign, or none', async () => {
    await written(`${file}.d`);
    const lines = gunzipSync(await readFile(`${file}.d`))
      .toString()
      .split('\n');
    const packed = (changed: readonly string[]): Buffer => gzipSync(changed.join('\n'));
    const whole = await readFile(`${file}.d`);
    const cases: Record<string, readonly [Buffer, string]> = {
      'a value changed': [
        packed(lines.map((line, i) => (i === 5 ? line.replace('"a', '"b') : line))),
        'backup-damaged',
      ],
      'a value gone': [packed(lines.filter((_, i) => i !== 5)), 'backup-damaged'],
      'cut off': [whole.subarray(0, whole.length / 2), 'backup-damaged'],
      'its last line gone': [packed(lines.slice(0, -2)), 'backup-damaged'],
      'of another format': [packed(lines.map((line) => line.replace('"format":', '"format":9'))), 'backup-unreadable'],
      'something else': [gzipSync('{"users": 1}\n'), 'backup-unreadable'],
      'not packed': [Buffer.from('x'), 'backup-damaged'],
      empty: [gzipSync(''), 'backup-unreadable'],
    };
    await redis.flushdb();
    for (const [what, [bytes, code]] of Object.entries(cases)) {
      await writeFile(`${file}.e`, bytes);
      expect(await rejection(importSnapshot(redis, `${file}.e`, noProgress)), what).to.have.property('code', code);
      expect(await redis.dbsize(), what).to.equal(0);
    }
  });
});

describe('the room for a snapshot', () => {
  let redis: Redis;

  before(async function () {
    this.timeout(serversTimeout);
    redis = await openEmptyRedis();
  });
  after(async () => {
    await redis.config('SET', 'maxmemory', '0');
    await redis.flushdb();
    redis.disconnect();
  });

  it('is made by the one before, once its readers had their time, and else refused', async () => {
    await publishShop(redis, plantedShop(40), 'a');
    await publishShop(redis, plantedShop(40, 2), 'b');
    expect(await makeRoom(redis, 1000, 900)).to.equal(undefined);
    const used = Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1]);
    await redis.config('SET', 'maxmemory', String(used + 5_000_000));
    const error = await rejection(makeRoom(redis, 50_000_000, 900));
    expect(error).to.have.property('code', 'redis-too-small');
    expect(error.message).to.contain('takes up to 50 MB');
    // Its readers have their quarter of an hour.
    expect(await readPointers(redis)).to.include({ live: 'b', previous: 'a' });
    await rejection(makeRoom(redis, 50_000_000, 0));
    expect(await readPointers(redis)).to.include({ live: 'b', previous: null });
    expect(await redis.exists('alongside:{a}:manifest')).to.equal(0);
    expect(await redis.exists('alongside:{b}:manifest')).to.equal(1);
  });
});
