import { Writable } from 'node:stream';
import type { Redis } from 'ioredis';
import { pino, type Logger } from 'pino';
import type { KeyStore } from '../../../src/serving/keys/index.js';
import { GraphConnection } from '../../../src/storage/neo4j/index.js';
import { apiSettingsSchema, createApi, type Api, type ApiSettings } from '../../../src/serving/http/index.js';

/** A logger whose lines can be read back. */
export function recordedLog(): { logger: Logger; lines: () => readonly Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  return { logger: pino({ level: 'debug' }, sink), lines: () => lines };
}

/** A graph that does not answer: nothing listens there. */
export const nobody = GraphConnection.lazy({ uri: 'bolt://127.0.0.1:1', user: 'neo4j', password: 'none' });

/** The API over a real Redis, without models or queues, and without a graph unless one is given, its settings the usual ones unless given. */
export function testApi({
  redis,
  settings = {},
  ...rest
}: {
  readonly redis: Redis;
  readonly settings?: Partial<ApiSettings>;
  readonly logger?: Logger;
  readonly now?: () => Date;
  readonly elapsed?: () => number;
  readonly graph?: GraphConnection;
}): Api {
  return createApi({
    redis,
    redisUrl: urlOf(redis),
    graph: nobody,
    models: { list: () => Promise.resolve([]), setLive: () => Promise.resolve() },
    queues: () => Promise.resolve({}),
    logger: recordedLog().logger,
    settings: apiSettingsSchema.parse(settings),
    ...rest,
  });
}

/** The headers of a key that is made for these scopes. */
export async function headersOf(
  keys: Pick<KeyStore, 'create'>,
  scopes: Parameters<KeyStore['create']>[0],
): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${(await keys.create(scopes)).key}` };
}

/** The address of the server that a client talks to. */
export function urlOf({ options: { host = '127.0.0.1', port = 6379, password } }: Redis): string {
  const access = password == null ? '' : `:${encodeURIComponent(password)}@`;
  return `redis://${access}${host}:${port}`;
}

/** A reply as a client sees it. */
export interface Reply {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

export async function ask(url: string, init?: RequestInit): Promise<Reply> {
  const response = await fetch(url, init);
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text,
    body: (/json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : {}) as Record<string, unknown>,
    headers: response.headers,
  };
}

export function post(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  return ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
