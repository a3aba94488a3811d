import { UsageError, type ServerConnections } from '../../core/index.js';
import { credential, ESCAPED } from './credentials.js';
import type { ServerAddress } from './network-fault.js';

/** What the variables of a Neo4j say, as they stand there. */
export interface Neo4jVariables {
  readonly uri: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly database?: string | undefined;
}

const SCHEME = /^(bolt|neo4j)(\+s|\+ssc)?:$/;

/**
 * Where a Neo4j is, and as whom and into which database to enter. The URI may name user, password and database too
 * (`bolt://USER:PASSWORD@HOST:PORT/DATABASE`); what comes of it is without these.
 *
 * @throws UsageError for a URI that is none, and where URI and variables name different databases; neither is shown whole, as
 * it may hold a password
 */
export function neo4jConnectionOf(variables: Neo4jVariables, defaultUser: string): ServerConnections['neo4j'] {
  const url = readUri(variables.uri);
  const named = [
    url.pathname.replace(/^\/|\/$/g, ''),
    url.searchParams.get('database') ?? '',
    variables.database ?? '',
  ];
  const databases = new Set(named.filter((name) => name !== ''));
  if (databases.size > 1) {
    throw refused(`NEO4J_URI and NEO4J_DATABASE name different databases: ${[...databases].join(' and ')}.`);
  }
  url.searchParams.delete('database');
  if (url.protocol.startsWith('bolt') && url.search !== '') {
    throw refused(`NEO4J_URI says ${url.search}, which only neo4j:// knows. Leave it out.`);
  }
  const [database] = databases;
  if (databases.size === 1 && database.toLowerCase() === 'system') {
    throw refused('The database "system" is Neo4j\'s own, and holds no shop. Name another one, or none.');
  }
  return {
    uri: `${url.protocol}//${url.host}${url.search}`,
    user: or(variables.user, credential(url.username, 'NEO4J_URI'), defaultUser),
    password: or(variables.password, credential(url.password, 'NEO4J_URI')),
    ...(databases.size === 0 ? {} : { database }),
  };
}

/** The host and port of a URI. */
export function neo4jAddress(uri: string): ServerAddress & { readonly secure: boolean } {
  const url = readUri(uri);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { host, port: url.port === '' ? 7687 : Number(url.port), secure: url.protocol.includes('+') };
}

function readUri(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && SCHEME.test(url.protocol) && url.hostname !== '') return url;
  throw refused(
    'NEO4J_URI is not an address of a Neo4j. Write bolt://HOST:7687, neo4j://HOST:7687 for a cluster, or bolt+s:// and neo4j+s:// for TLS. ' +
      ESCAPED,
  );
}

function refused(sentence: string): UsageError {
  return new UsageError('invalid-option', sentence);
}

/** The first that says something. */
function or(...values: readonly (string | undefined)[]): string {
  return values.find((value) => value !== undefined && value !== '') ?? '';
}
