import { counted, messageOf, type ServerConnections, withinTime } from '../../core/index.js';
import { countGraph, GraphConnection } from '../../storage/neo4j/index.js';
import { withoutPassword } from '../home/index.js';
import { broken, ok, PATIENCE, warning, type Finding } from './finding.js';
import { notReached } from './not-reached.js';

type Where = ServerConnections['neo4j'];

/** How Neo4j is: reached, entered, of a version that is known, and what it holds. `ownProcess`: of this home, and it lives. */
export async function checkNeo4j(where: Where, ownProcess: boolean): Promise<Finding[]> {
  const server = { check: 'Neo4j', where: withoutPassword(where.uri), variable: 'NEO4J_URI', ownProcess } as const;
  let graph: GraphConnection;
  try {
    graph = await GraphConnection.open(where);
  } catch (error) {
    return [notReached(server, error)];
  }
  return inside(graph, server.where);
}

async function inside(graph: GraphConnection, uri: string): Promise<Finding[]> {
  try {
    const told = await withinTime(PATIENCE, Promise.all([graph.serverVersion(), countGraph(graph)]));
    if (told === undefined) {
      return [
        warning('Neo4j', `${uri} takes long to count its products`, 'Look at what else it does, then ask again.'),
      ];
    }
    const [version, size] = told;
    const held = `${counted(size.products, 'product')}, ${counted(size.events, 'event')}`;
    return [versionFinding(version, uri), ok('graph', held)];
  } catch (error) {
    return [broken('Neo4j', `${uri} does not answer statements (${messageOf(error)})`, 'Look into its log.')];
  } finally {
    // Not waited for: a server that has fallen silent does not say farewell either.
    graph.close().catch(() => undefined);
  }
}

function versionFinding(version: string, uri: string): Finding {
  const known = version.startsWith('5.26') || Number(version.split('.')[0]) >= 2025;
  return known
    ? ok('Neo4j', `${version} at ${uri}`)
    : warning('Neo4j', `${version} at ${uri} is not a version that Alongside is tested with`, 'Run 5.26 or 2026.08.');
}
