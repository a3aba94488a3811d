import { UsageError } from '../../../core/index.js';
import type { GraphConnection } from '../graph-connection.js';
import type { ExploreStatement } from './explore-statement.js';
import { ID_TYPES, type IdType, type ParameterValue } from './parameter-value.js';

/**
 * Refuses a product, category or customer that the graph does not hold: an empty answer would read as a finding.
 *
 * @param parameters all of the statement's parameters, with the standard values where none was given
 * @throws UsageError `unknown-id`, which names what may be meant
 */
export async function refuseUnknownIds(
  graph: GraphConnection,
  { parameters: described }: ExploreStatement,
  parameters: Readonly<Record<string, ParameterValue>>,
): Promise<void> {
  for (const { name, type } of described) {
    const kind = ID_TYPES.find((each) => each === type);
    if (kind !== undefined) await refuseUnknownId(graph, name, kind, String(parameters[name]));
  }
}

async function refuseUnknownId(graph: GraphConnection, name: string, kind: IdType, id: string): Promise<void> {
  const [{ known, near }] = await graph.read(`read/find-${kind}`, { id });
  if (known) return;
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  throw new UsageError(
    'unknown-id',
    `The shop has no ${kind} "${id}".${meant} Name one by its id: --param ${name}=ID.`,
    { parameter: name, id, near },
  );
}
