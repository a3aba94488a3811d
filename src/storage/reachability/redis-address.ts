import { UsageError } from '../../core/index.js';
import { credential, ESCAPED } from './credentials.js';
import type { ServerAddress } from './network-fault.js';

/** What a `REDIS_URL` says, but for who enters. */
export interface RedisAddress extends ServerAddress {
  readonly secure: boolean;
  /** Number of the logical database. */
  readonly database: number;
  /** The address as it may be shown. */
  readonly shown: string;
}

/** What may stand behind the `?`: whether the server is a node of a cluster, and the family of its addresses (0, 4 or 6). */
const PARAMETERS = new Set(['cluster', 'family']);

/** Reads a `REDIS_URL`; throws a UsageError that never shows it whole, as it may hold a password. */
export function redisAddress(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === '') {
    throw new UsageError(
      'invalid-option',
      'REDIS_URL is not an address of a Redis. Write redis://HOST:PORT, with :PASSWORD@ before the host, or rediss:// for TLS. ' +
        ESCAPED,
    );
  }
  const database = url.pathname.replace(/^\/|\/$/g, '');
  if (!/^\d{0,6}$/.test(database)) {
    throw new UsageError('invalid-option', `REDIS_URL names the database "${database}"; Redis numbers them from 0.`);
  }
  const unknown = [...url.searchParams.keys()].find((name) => !PARAMETERS.has(name));
  if (unknown !== undefined) {
    throw new UsageError(
      'invalid-option',
      `REDIS_URL says "${unknown}", which is not known there (${[...PARAMETERS].join(', ')}). The number of a database is written after the host: redis://HOST:PORT/3.`,
    );
  }
  credential(url.username, 'REDIS_URL');
  credential(url.password, 'REDIS_URL');
  const port = url.port === '' ? 6379 : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    port,
    secure: url.protocol === 'rediss:',
    database: Number(database),
    shown: `${url.hostname}:${port}`,
  };
}
