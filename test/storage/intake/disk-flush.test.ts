import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { DiskFlush } from '../../../src/storage/intake/index.js';

/** A Redis of 7.2 that flushes once a second: what waits for it is answered by hand. */
function waitingRedis(): { redis: Redis; waits: ((local: number) => void)[] } {
  const waits: ((local: number) => void)[] = [];
  const redis = {
    info: () => Promise.resolve('aof_enabled:1\r\n'),
    config: () => Promise.resolve(['appendfsync', 'everysec']),
    command: () => Promise.resolve([['waitaof', 4]]),
    duplicate: () => redis,
    incrby: () => Promise.resolve(0),
    call: () =>
      new Promise((resolve) => {
        waits.push((local) => {
          resolve([local, 0]);
        });
      }),
  };
  return { redis: redis as unknown as Redis, waits };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('waiting for the disk', () => {
  it('is shared by all who come while somebody waits, and begins anew for them', async () => {
    const { redis, waits } = waitingRedis();
    const disk = new DiskFlush(redis, () => 0);
    await disk.assertPossible();
    const done: string[] = [];
    const first = disk.flushed().then(() => done.push('first'));
    await turn();
    const later = [disk.flushed(), disk.flushed()].map((each) => each.then(() => done.push('later')));
    await turn();
    expect(waits).to.have.length(1);
    waits[0](1);
    await first;
    expect(done).to.deep.equal(['first']);
    await turn();
    expect(waits).to.have.length(2);
    waits[1](1);
    await Promise.all(later);
    expect(done).to.deep.equal(['first', 'later', 'later']);
  });

  it('fails where the disk does not answer in time, and goes on for whoever comes next', async () => {
    const { redis, waits } = waitingRedis();
    const disk = new DiskFlush(redis, () => 0);
    const failed = disk.flushed().catch((error: unknown) => error);
    await turn();
    waits[0](0);
    expect(await failed).to.include({ code: 'timed-out' });
    const next = disk.flushed();
    await turn();
    waits[1](1);
    await next;
  });
});
