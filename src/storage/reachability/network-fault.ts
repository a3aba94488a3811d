import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { withinTime } from '../../core/index.js';

/** Where a server listens. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/** Why no connection to an address comes about. */
export type NetworkFault = 'unknown-host' | 'refused' | 'unreachable' | 'timeout';

const UNKNOWN_HOST = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME'];

/** Of the time for a connection, what is left to connect however long the host's name took: milliseconds. */
const LEAST = 500;

/** Looks the host up and connects to it once; undefined where a connection was made within `milliseconds`. */
export async function networkFault(
  { host, port }: ServerAddress,
  milliseconds: number,
): Promise<NetworkFault | undefined> {
  const until = performance.now() + milliseconds;
  try {
    const address = await withinTime(milliseconds, lookup(host));
    if (address === undefined) return 'unknown-host';
    const open = await withinTime(Math.max(LEAST, until - performance.now()), opened({ host: address.address, port }));
    return open === undefined ? 'timeout' : undefined;
  } catch (error) {
    return faultOf(error);
  }
}

function opened(address: ServerAddress): Promise<true> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    // A connection that is still being made must not keep a command from ending.
    socket.unref();
    socket.once('error', reject).once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

function faultOf(error: unknown): NetworkFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (UNKNOWN_HOST.includes(code)) return 'unknown-host';
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return 'refused';
  return code === 'ETIMEDOUT' ? 'timeout' : 'unreachable';
}
