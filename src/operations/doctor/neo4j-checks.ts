import { AlongsideError, messageOf, type ServerConnections } from '../../core/index.js';
import { countGraph, GraphConnection } from '../../storage/neo4j/index.js';
import { withoutPassword } from '../home/index.js';
import { broken, ok, warning, type Finding } from './finding.js';

/** How Neo4j is: reached, entered, of a version that is known, and what it holds. */
export async function checkNeo4j(where: ServerConnections['neo4j']): Promise<Finding[]> {
  const uri = withoutPassword(where.uri);
  let graph: GraphConnection;
  try {
    graph = await GraphConnection.open(where);
  } catch (error) {
    return [notReached(uri, where.user, error)];
  }
  try {
    const [version, size] = [await graph.serverVersion(), await countGraph(graph)];
    const held = `${size.products.toLocaleString('en')} products, ${size.events.toLocaleString('en')} events`;
    return [versionFinding(version, uri), ok('graph', held)];
  } catch (error) {
    return [broken('Neo4j', `${uri} does not answer statements (${messageOf(error)})`, 'Look into its log.')];
  } finally {
    await graph.close();
  }
}

function versionFinding(version: string, uri: string): Finding {
  const known = version.startsWith('5.26') || Number(version.split('.')[0]) >= 2025;
  return known
    ? ok('Neo4j', `${version} at ${uri}`)
    : warning('Neo4j', `${version} at ${uri} is not a version that Alongside is tested with`, 'Run 5.26 or 2026.08.');
}

function notReached(uri: string, user: string, error: unknown): Finding {
  const cause = error instanceof AlongsideError ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code.includes('Unauthorized')
    ? broken(
        'Neo4j',
        `${uri} does not let ${user} in`,
        'Set NEO4J_USER and NEO4J_PASSWORD, or the password in stack.json of the home.',
      )
    : broken('Neo4j', `${uri} does not answer`, 'Start it with "alongside up", or check NEO4J_URI.');
}
