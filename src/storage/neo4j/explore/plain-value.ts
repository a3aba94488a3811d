import { isNode, isPath, isRelationship } from 'neo4j-driver';

/** A value of the graph as JSON has it: nodes and relationships become what they say, times and other values their text. */
export function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  // JSON has no such numbers, and would say null.
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return typeof value === 'object' && value !== null ? plainObject(value) : value;
}

function plainObject(value: object): unknown {
  if (Array.isArray(value)) return value.map(plainValue);
  if (isNode(value)) return { labels: value.labels, ...plainProperties(value.properties) };
  if (isRelationship(value)) return { type: value.type, ...plainProperties(value.properties) };
  if (isPath(value))
    return [value.start, ...value.segments.flatMap(({ relationship, end }) => [relationship, end])].map(plainValue);
  if (value instanceof Float32Array) return [...value];
  return Object.getPrototypeOf(value) === Object.prototype
    ? plainProperties(value)
    : // eslint-disable-next-line @typescript-eslint/no-base-to-string -- the driver's temporal and spatial values have one
      String(value);
}

function plainProperties(properties: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, plainValue(value)]));
}
