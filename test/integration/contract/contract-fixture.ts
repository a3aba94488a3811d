import type { Redis } from 'ioredis';
import { listen, type ListeningServer } from '../../../src/serving/http/index.js';
import type { GraphConnection } from '../../../src/storage/neo4j/index.js';
import type { Operation } from '../../../src/serving/http/index.js';
import { exampleUrl } from '../../../src/serving/http/openapi/examples.js';
import { testApi } from '../../serving/http/api-fixture.js';

/** A real server over the small sample shop, for all parts of the contract's test. */
export interface ContractFixture {
  readonly graph: GraphConnection;
  readonly redis: Redis;
  readonly server: ListeningServer;
}

/** Serves with other settings for one test. */
export async function withServer(
  { redis }: Pick<ContractFixture, 'redis'>,
  parts: Omit<Parameters<typeof testApi>[0], 'redis'>,
  work: (url: string) => Promise<void>,
): Promise<void> {
  const api = testApi({ redis, ...parts });
  const server = await listen(api.app, 0);
  try {
    await work(server.url);
  } finally {
    await server.close();
    api.close();
  }
}

/** Asks what an example asks; other headers may be added. */
export function askExample(
  url: string,
  operation: Operation,
  example: Operation['examples'][number],
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { body } = example;
  return fetch(`${url}${exampleUrl(operation, example)}`, {
    method: operation.method.toUpperCase(),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
