import { AlongsideError, messageOf, type ServerConnections } from '../../core/index.js';
import type { Listener, ServerFault } from '../reachability/index.js';

type Where = ServerConnections['neo4j'];

const START = 'Start it with "alongside up", or check NEO4J_URI.';
const OTHERS: Partial<Record<Listener, string>> = {
  redis: ' but a Redis',
  http: ' but an HTTP server (Bolt is at port 7687 unless it was moved)',
};

/** What is wrong with a Neo4j, after its address, and what to do. */
const SENTENCES: Readonly<Record<Exclude<ServerFault, 'other' | 'other-server'>, string | ((where: Where) => string)>> =
  {
    'unknown-host': 'does not answer: no host has this name. Check NEO4J_URI.',
    refused: `does not answer: nothing listens there. ${START}`,
    unreachable: `does not answer: no way leads to it. ${START}`,
    timeout: 'does not answer: no connection within 2 s. Check NEO4J_URI, and what stands between.',
    silent: 'does not answer: it takes connections and says nothing. Look at that server, or check NEO4J_URI.',
    'no-password': ({ user }) => `asks for a password of ${user}. Write it in NEO4J_PASSWORD.`,
    'wrong-password': ({ user }) => `does not take the password of ${user}. Check NEO4J_USER and NEO4J_PASSWORD.`,
    locked: 'takes no password for some seconds, as several were wrong. Check NEO4J_PASSWORD, then try again.',
    expired: 'wants its first password changed. Set another one in Neo4j, and write it in NEO4J_PASSWORD.',
    loading: 'is opening its database. Try again when it has.',
    'read-only': 'takes no writes. Name its primary in NEO4J_URI.',
    'unknown-database': ({ database = '' }) => `has no database "${database}". Check NEO4J_DATABASE, or leave it out.`,
    'tls-expected': ({ uri }) =>
      `wants TLS. Write ${uri.replace(/^(\w+):/, '$1+s:')} in NEO4J_URI, or +ssc for a certificate of its own.`,
    'tls-not-expected': ({ uri }) => `does not speak TLS. Write ${uri.replace(/\+s(sc)?:/, ':')} in NEO4J_URI.`,
    certificate:
      "has a certificate that is not trusted. Write +ssc for +s in NEO4J_URI, or name its authority's file in NODE_EXTRA_CA_CERTS.",
  };

/** The error `graph-unreachable` with its cause as `fault`, and what to do. */
export function graphFault(
  where: Where,
  fault: ServerFault,
  cause?: unknown,
  listener: Listener = 'unknown',
): AlongsideError {
  const sentence = `Neo4j at ${where.uri} ${says(where, fault, cause, listener)}`;
  return new AlongsideError('graph-unreachable', sentence, { uri: where.uri, fault }, { cause });
}

function says(where: Where, fault: ServerFault, cause: unknown, listener: Listener): string {
  switch (fault) {
    case 'other-server':
      return `is no Neo4j${OTHERS[listener] ?? ''}. Check NEO4J_URI.`;
    case 'other':
      return `does not answer (${cause === undefined ? 'it is late' : messageOf(cause)}). ${START}`;
    default: {
      const sentence = SENTENCES[fault];
      return typeof sentence === 'string' ? sentence : sentence(where);
    }
  }
}
