import type { NetworkFault } from './network-fault.js';

/** Why a server cannot be used, for programs: the detail `fault` of `redis-unreachable` and `graph-unreachable`. */
export type ServerFault =
  | NetworkFault
  | 'silent'
  | 'other-server'
  | 'tls-expected'
  | 'tls-not-expected'
  | 'certificate'
  | 'no-password'
  | 'wrong-password'
  | 'locked'
  | 'expired'
  | 'loading'
  | 'read-only'
  | 'unknown-database'
  | 'other';

/** Whether a connection failed since the server's certificate is not one to trust. */
export function isUntrusted(message: string): boolean {
  return /certificate|CERT_|altnames|self.signed/i.test(message);
}
