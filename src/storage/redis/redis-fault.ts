import { AlongsideError, messageOf } from '../../core/index.js';
import type { Listener, RedisAddress, ServerFault } from '../reachability/index.js';

const START = 'Start it with "alongside up", or check REDIS_URL.';

/** What is wrong with a Redis, after its address, and what to do. */
const SENTENCES: Readonly<
  Record<Exclude<ServerFault, 'other' | 'other-server' | 'certificate' | 'locked' | 'expired'>, string>
> = {
  'unknown-host': 'does not answer: no host has this name. Check REDIS_URL.',
  refused: `does not answer: nothing listens there. ${START}`,
  unreachable: `does not answer: no way leads to it. ${START}`,
  timeout: 'does not answer: no connection within 2 s. Check REDIS_URL, and what stands between.',
  silent: 'does not answer: it takes connections and says nothing. Look at that server, or check REDIS_URL.',
  'no-password': 'asks for a password. Write :PASSWORD@ before the host in REDIS_URL.',
  'wrong-password': 'does not take the password. Check the one in REDIS_URL.',
  'tls-expected': 'wants TLS. Write rediss:// in REDIS_URL.',
  'tls-not-expected': 'does not speak TLS. Write redis:// in REDIS_URL.',
  loading: 'is reading its data from disk. Try again when it has.',
  'read-only': 'is a replica that takes no writes. Name its primary in REDIS_URL.',
  'unknown-database': 'does not have the database that REDIS_URL names.',
};

/** The error `redis-unreachable` with its cause as `fault`, and what to do. */
export function redisFault(
  { shown }: Pick<RedisAddress, 'shown'>,
  fault: ServerFault,
  cause?: unknown,
  listener: Listener = 'unknown',
): AlongsideError {
  const sentence = `Redis at ${shown} ${says(fault, cause, listener)}`;
  return new AlongsideError('redis-unreachable', sentence, { host: shown, fault }, { cause });
}

function says(fault: ServerFault, cause: unknown, listener: Listener): string {
  switch (fault) {
    case 'certificate':
      return `has a certificate that is not trusted (${messageOf(cause)}). Name its authority's file in NODE_EXTRA_CA_CERTS.`;
    case 'other-server':
      return `is no Redis${listener === 'neo4j' ? ' but a Neo4j' : ''}. Check REDIS_URL.`;
    case 'other':
    case 'locked':
    case 'expired':
      return `does not answer (${messageOf(cause)}). ${START}`;
    default:
      return SENTENCES[fault];
  }
}
