import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import neo4j, { type Driver } from 'neo4j-driver';
import { packageRoot, type ServerConnections } from '../../src/core/index.js';

/** A line of the fixture: what version 0.1 had in Neo4j, in Redis (as DUMP gives it) and in its folder of models. */
interface Line {
  readonly schema?: readonly string[];
  readonly node?: { readonly label: string; readonly says: Readonly<Record<string, unknown>> };
  readonly relationship?: {
    readonly type: string;
    readonly says: Readonly<Record<string, unknown>>;
    readonly from: string;
    readonly fromLabel: string;
    readonly to: string;
    readonly toLabel: string;
  };
  readonly key?: string;
  readonly dump?: string;
  readonly file?: string;
  readonly content?: string;
}

const IDS: Readonly<Record<string, string>> = { User: 'userId', Product: 'productId', Category: 'categoryId' };

/** Makes empty servers and a folder of models those of a home that version 0.1 left. */
export async function openHomeOfBefore(servers: ServerConnections, models: string): Promise<void> {
  const text = readFileSync(join(packageRoot, 'test', 'fixtures', 'home-of-0.1.jsonl'), 'utf8');
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const { uri, user, password } = servers.neo4j;
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
  const redis = new Redis(servers.redis.url);
  try {
    for (const line of lines) await bring(line, driver, redis, models);
  } finally {
    redis.disconnect();
    await driver.close();
  }
}

async function bring(line: Line, driver: Driver, redis: Redis, models: string): Promise<void> {
  const { node, relationship, key, file } = line;
  if (node !== undefined) {
    await driver.executeQuery(`CREATE (n:${node.label}) SET n = $says`, { says: typed(node.says) });
  } else if (relationship !== undefined) {
    const { type, from, fromLabel, to, toLabel, says } = relationship;
    await driver.executeQuery(
      `MATCH (a:${fromLabel} {${IDS[fromLabel]}: $from}) MATCH (b:${toLabel} {${IDS[toLabel]}: $to})
       CREATE (a)-[r:${type}]->(b) SET r = $says`,
      { from, to, says: typed(says) },
    );
  } else if (key !== undefined) {
    await redis.restore(key, 0, Buffer.from(line.dump ?? '', 'base64'));
  } else if (file !== undefined) {
    mkdirSync(dirname(join(models, file)), { recursive: true });
    const bytes = file === 'live' ? `${line.content ?? ''}\n` : Buffer.from(line.content ?? '', 'base64');
    writeFileSync(join(models, file), bytes);
  }
}

/** Properties of the kinds that the graph has: whole numbers and times. */
function typed(says: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(says).map(([name, value]) => {
      if (['seq', 'quantity', 'stock'].includes(name)) return [name, neo4j.int(value as number)];
      if (typeof value !== 'object' || value === null || !('$datetime' in value)) return [name, value];
      return [name, neo4j.types.DateTime.fromStandardDate(new Date(value.$datetime as string))];
    }),
  );
}
