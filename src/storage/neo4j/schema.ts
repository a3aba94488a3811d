import type { GraphConnection } from './graph-connection.js';

const constraints = [
  'schema/user-id',
  'schema/product-id',
  'schema/category-id',
  'schema/viewed-event-id',
  'schema/favorited-event-id',
  'schema/carted-event-id',
  'schema/purchased-event-id',
  'schema/returned-event-id',
  'schema/taken-back-event-id',
  'schema/intake-name',
] as const;

/** Makes sure that every id is unique and found by an index. Harmless to repeat. */
export async function ensureSchema(graph: GraphConnection): Promise<void> {
  for (const constraint of constraints) await graph.writeImplicit(constraint);
}
