import type { Logger } from 'pino';
import { AlongsideError, type ServerConnections } from '../../../../core/index.js';
import { withGraph } from '../../with-graph.js';

/** Why a Neo4j does not answer that may answer later: lists do without it. */
const PASSING = ['refused', 'unreachable', 'timeout', 'silent', 'loading'];

/** Refuses a Neo4j that is named wrongly; one that is away is only told of, where nothing but reasons needs it. */
export async function checkGraph(where: ServerConnections['neo4j'], needed: boolean, logger: Logger): Promise<void> {
  try {
    await withGraph(where, () => Promise.resolve());
  } catch (error) {
    const passing = error instanceof AlongsideError && PASSING.includes(String(error.details['fault']));
    if (needed || !passing) throw error;
    logger.warn({ reason: error.message }, 'serving lists without Neo4j: reasons lack what the graph would say');
  }
}
