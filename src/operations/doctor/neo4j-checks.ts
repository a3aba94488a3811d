import { AlongsideError, messageOf, type ServerConnections, withinTime } from '../../core/index.js';
import { countGraph, GraphConnection } from '../../storage/neo4j/index.js';
import { withoutPassword } from '../home/index.js';
import { broken, ok, PATIENCE, startOr, warning, type Finding } from './finding.js';

type Where = ServerConnections['neo4j'];

/** How Neo4j is: reached, entered, of a version that is known, and what it holds. `ownProcess`: of this home, and it lives. */
export async function checkNeo4j(where: Where, ownProcess: boolean): Promise<Finding[]> {
  const opening = GraphConnection.open(where);
  let graph: GraphConnection | undefined;
  try {
    graph = await withinTime(opening, PATIENCE);
  } catch (error) {
    return [notReached(where, ownProcess, error)];
  }
  if (graph !== undefined) return inside(graph, withoutPassword(where.uri));
  void opening.then(
    (late) => late.close(),
    () => undefined,
  );
  return [
    broken(
      'Neo4j',
      `${withoutPassword(where.uri)} does not answer within ${PATIENCE / 1000} s`,
      startOr('NEO4J_URI', ownProcess),
    ),
  ];
}

async function inside(graph: GraphConnection, uri: string): Promise<Finding[]> {
  try {
    const told = await withinTime(Promise.all([graph.serverVersion(), countGraph(graph)]), PATIENCE);
    if (told === undefined) {
      return [
        warning('Neo4j', `${uri} takes long to count its products`, 'Look at what else it does, then ask again.'),
      ];
    }
    const [version, size] = told;
    const held = `${size.products.toLocaleString('en')} products, ${size.events.toLocaleString('en')} events`;
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

/** The cause that was found, in its own sentence; the password of a home's own Neo4j is in the home. */
function notReached(where: Where, ownProcess: boolean, error: unknown): Finding {
  const uri = withoutPassword(where.uri);
  const fault = error instanceof AlongsideError ? error.details['fault'] : undefined;
  if (ownProcess && fault === 'wrong-password') {
    return broken(
      'Neo4j',
      `${uri} does not take the password of ${where.user}`,
      'Put the right one into stack.json of the home.',
    );
  }
  const said = /^Neo4j at \S+ (.+?)\. ([A-Z].*)$/s.exec(messageOf(error));
  if (said === null || fault === 'other') {
    return broken('Neo4j', `${uri} does not answer (${messageOf(error)})`, startOr('NEO4J_URI', ownProcess));
  }
  const [, says, todo] = said;
  return broken('Neo4j', `${uri} ${says}`, todo.includes('alongside up') ? startOr('NEO4J_URI', ownProcess) : todo);
}
