import { expect } from 'chai';
import { Redis } from 'ioredis';
import { GraphConnection } from '../../src/storage/neo4j/index.js';
import type { ServerConnections } from '../../src/core/index.js';
import { emptyServers, serversTimeout, testServers } from '../support/servers.js';

describe('the servers of the test run', () => {
  let servers: ServerConnections;

  before(async function () {
    this.timeout(serversTimeout);
    servers = await testServers();
    await emptyServers(servers);
  });

  it('lets the graph room in with the generated password', async () => {
    const graph = await GraphConnection.open(servers.neo4j);
    expect(await graph.serverVersion()).to.match(/^\d+\.\d+\.\d+$/);
    await graph.close();
  });

  it('has a Redis that keeps every key until it is told otherwise', async () => {
    const redis = new Redis(servers.redis.url);
    expect(await redis.ping()).to.equal('PONG');
    expect(await redis.config('GET', 'maxmemory-policy')).to.deep.equal(['maxmemory-policy', 'noeviction']);
    redis.disconnect();
  });

  it('has a Redis that frees expired snapshots beside its work', async () => {
    const redis = new Redis(servers.redis.url);
    expect(await redis.config('GET', 'lazyfree-lazy-expire')).to.deep.equal(['lazyfree-lazy-expire', 'yes']);
    redis.disconnect();
  });

  it('refuses a Redis client without the password', async () => {
    const stranger = new Redis(Number(new URL(servers.redis.url).port), '127.0.0.1', { retryStrategy: () => null });
    // ioredis writes an error that nobody listens for to the console.
    stranger.on('error', () => undefined);
    const refusal = await stranger.ping().catch((error: unknown) => String(error));
    expect(refusal).to.contain('NOAUTH');
    stranger.disconnect();
  });

  it('is the same pair at every call', async () => {
    expect(await testServers()).to.equal(servers);
  });
});
