import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { checkRedis } from '../../../src/storage/redis/index.js';
import { rejection } from '../../shop/csv/temporary-folder.js';
import { deadPort, talkingServer } from '../../support/talking-server.js';

/** As a Redis that answers each command of a message with the same error. */
const refusing =
  (reply: string) =>
  (told: string): string =>
    `${reply}\r\n`.repeat(Math.max(1, told.match(/^\*\d/gm)?.length ?? 0));

const http = (): string => 'HTTP/1.1 400 Bad Request\r\n\r\n';
const silent = (): undefined => undefined;

/** What stands at the address, its scheme, and what is told: the fault, and what to do. */
const CASES: readonly (readonly [string, (told: string) => string | undefined, string, string, RegExp])[] = [
  [
    'asks for a password',
    refusing('-NOAUTH Authentication required.'),
    'redis',
    'no-password',
    /:PASSWORD@ before the host/,
  ],
  [
    'refuses the password',
    refusing('-WRONGPASS invalid username-password pair'),
    'redis',
    'wrong-password',
    /REDIS_URL/,
  ],
  ['reads its data yet', refusing('-LOADING Redis is loading the dataset in memory'), 'redis', 'loading', /Try again/],
  ['does not speak TLS', refusing('-ERR Protocol error'), 'rediss', 'tls-not-expected', /Write redis:\/\//],
  ['is an HTTP server', http, 'redis', 'other-server', /is no Redis/],
  ['takes connections and says nothing', silent, 'redis', 'silent', /says nothing/],
];

describe('a Redis that cannot be used', function () {
  this.timeout(60_000);

  for (const [what, answer, scheme, fault, sentence] of CASES) {
    it(`is told apart: one that ${what}`, async () => {
      const server = await talkingServer(answer);
      const host = `127.0.0.1:${server.port}`;
      try {
        const error = await rejection(checkRedis(`${scheme}://:secret@${host}`));
        expect(error).to.include({ code: 'redis-unreachable' }).with.deep.property('details', { host, fault });
        expect(error.message).to.match(sentence).and.not.contain('secret');
      } finally {
        server.close();
      }
    });
  }

  it('is refused where its URL says that it is of a cluster, and it is not', async () => {
    const alone = await talkingServer((told) => {
      const commands = told.match(/^\*\d/gm)?.length ?? 0;
      return told.includes('cluster') ? '$17\r\ncluster_enabled:0\r\n' : '+OK\r\n'.repeat(commands);
    });
    try {
      const error = await rejection(checkRedis(`redis://127.0.0.1:${alone.port}?cluster=true`));
      expect(error).to.include({ name: 'UsageError' }).with.property('message').that.contains('is of no cluster');
    } finally {
      alone.close();
    }
  });

  it('is waited for where it is a Redis that is slow, not where it is something else', async () => {
    const slow = await talkingServer((told) =>
      told === 'PING\r\n' ? '+PONG\r\n' : wait(400, '+OK\r\n'.repeat(told.match(/^\*\d/gm)?.length ?? 0)),
    );
    const never = await talkingServer((told) => (told === 'PING\r\n' ? 'HTTP/1.1 400 Bad Request\r\n\r\n' : undefined));
    try {
      await checkRedis(`redis://127.0.0.1:${slow.port}`);
      const error = await rejection(checkRedis(`redis://127.0.0.1:${never.port}`));
      expect(error).to.have.property('details').that.includes({ fault: 'other-server' });
    } finally {
      slow.close();
      never.close();
    }
  });

  it('is told apart: one that is not there, and a host that is none', async () => {
    const refused = await rejection(checkRedis(`redis://127.0.0.1:${await deadPort()}`));
    expect(refused).to.have.property('details').that.includes({ fault: 'refused' });
    expect(refused.message).to.contain('nothing listens there').and.contain('alongside up');
    const unknown = await rejection(checkRedis('redis://no-such-host.invalid:6379'));
    expect(unknown).to.have.property('details').that.includes({ fault: 'unknown-host' });
  });
});
