import neo4j from 'neo4j-driver';
import type { ServerConnections } from '../../src/core/index.js';

/** Every node and relationship of a graph with all that it says, as sorted lines; without what a write-back counts in its time. */
export async function wholeGraph({ neo4j: where }: Pick<ServerConnections, 'neo4j'>): Promise<string[]> {
  const driver = neo4j.driver(where.uri, neo4j.auth.basic(where.user, where.password));
  try {
    const nodes = await driver.executeQuery('MATCH (n) RETURN labels(n) AS what, properties(n) AS says');
    const relationships = await driver.executeQuery(
      `MATCH (a)-[r]->(b) WHERE type(r) <> 'REPLACED' RETURN type(r) AS what, properties(r) AS says,
       coalesce(a.userId, a.productId, a.categoryId) AS from, coalesce(b.productId, b.categoryId) AS to`,
    );
    return [...nodes.records, ...relationships.records].map((row) => JSON.stringify(sorted(row.toObject()))).sort();
  } finally {
    await driver.close();
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  if (neo4j.isDateTime(value)) return value.toString();
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
