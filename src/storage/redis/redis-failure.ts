import { ReplyError } from 'ioredis';

/** What a server replies that is there and cannot answer now, or refuses this client: the first word of the reply. */
const REFUSALS =
  /^(LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOREPLICAS|READONLY|MISCONF|OOM|NOAUTH|WRONGPASS|NOPERM)\b/;
/** How ioredis says that a connection is not there, or ended before the reply. */
const CONNECTION =
  /Connection is closed|Connection is aborted|isn't writeable|isn't ready|Command timed out|Command aborted|retries per request|startup nodes|slots cache|Cluster is (disconnect|ended)|Too many Cluster redirections|Node is disconnected|connect ETIMEDOUT|Socket timeout/;
const SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
]);

/** Whether an error says that Redis does not answer, or not now: another attempt may succeed without any data being mended. */
export function isRedisFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof ReplyError) return REFUSALS.test(error.message);
  if ('code' in error && SYSTEM.has(String(error.code)) && !('path' in error)) return true;
  return CONNECTION.test(error.message);
}

/** Whether a reply says that a key holds another kind of value than was asked for. */
export function isWrongType(error: unknown): boolean {
  return error instanceof Error && /\bWRONGTYPE\b/.test(error.message);
}
