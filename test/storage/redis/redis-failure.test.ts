import { expect } from 'chai';
import { ReplyError } from 'ioredis';
import { AlongsideError } from '../../../src/core/index.js';
import { isRedisFailure, isWrongType } from '../../../src/storage/redis/index.js';

const reply = (text: string): Error => new (ReplyError as new (message: string) => Error)(text);

describe('a failure of Redis', () => {
  it('is a server that is away, or that refuses for now', () => {
    for (const failure of [
      new Error('Connection is closed.'),
      new Error("Stream isn't writeable and enableOfflineQueue options is false"),
      Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' }),
      reply('LOADING Redis is loading the dataset in memory'),
      reply('CLUSTERDOWN The cluster is down'),
      reply("OOM command not allowed when used memory > 'maxmemory'."),
      reply('NOAUTH Authentication required.'),
    ]) {
      expect(isRedisFailure(failure), failure.message).to.equal(true);
    }
  });

  it('is neither a value of another kind, nor a fault of ours, nor of a file', () => {
    const wrong = reply('WRONGTYPE Operation against a key holding the wrong kind of value');
    expect(isWrongType(wrong)).to.equal(true);
    for (const other of [
      wrong,
      reply('ERR syntax error'),
      new TypeError('x is not a function'),
      new AlongsideError('snapshot-missing', 'gone'),
      Object.assign(new Error('EPIPE'), { code: 'EPIPE', path: '/tmp/x' }),
      'Connection is closed.',
    ]) {
      expect(isRedisFailure(other)).to.equal(false);
    }
  });
});
