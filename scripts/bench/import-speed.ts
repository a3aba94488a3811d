import { join } from 'node:path';
import neo4j, { type Driver } from 'neo4j-driver';
import { eventColumns } from '../../src/storage/neo4j/index.js';
import { emptyGraph, ensureSchema, GraphConnection, importFiles } from '../../src/storage/neo4j/index.js';
import { EventIdentities, eventKind, findSources, readRows, type ShopEvent } from '../../src/shop/csv/index.js';
import type { ServerConnections } from '../../src/core/index.js';
import { median, seconds } from './timing.js';

const batchSize = 8000;

interface Timings {
  readonly bound: number;
  readonly imported: number;
  readonly reimported: number;
}

/** Bound, import and re-import of the events in `folder`, alternating; what each is stands in import.ts. */
export async function measureSpeed(
  servers: ServerConnections,
  folder: string,
  rounds: number,
  home: string,
): Promise<Record<string, number>> {
  const graph = await GraphConnection.open(servers.neo4j);
  const driver = neo4j.driver(servers.neo4j.uri, neo4j.auth.basic(servers.neo4j.user, servers.neo4j.password));
  try {
    const { files } = await findSources([folder]);
    const eventFiles = files.filter(({ kind }) => kind === 'events').map(({ path }) => path);
    const catalogue = files.filter(({ kind }) => kind !== 'events').map(({ path }) => path);
    const events = await readEvents(eventFiles);
    const rejectsPath = join(home, 'rejects.csv');
    const timings: Timings[] = [];
    for (let round = 0; round <= rounds; round++) {
      await emptyGraph(graph);
      await ensureSchema(graph);
      await importFiles(graph, { paths: catalogue, rejectsPath });
      const bound = await bareCreate(driver, graph, events);
      await emptyGraph(graph);
      await importFiles(graph, { paths: catalogue, rejectsPath });
      const imported = await seconds(() => importFiles(graph, { paths: eventFiles, rejectsPath }));
      const reimported = await seconds(() => importFiles(graph, { paths: eventFiles, rejectsPath }));
      if (round > 0) timings.push({ bound, imported, reimported });
    }
    const bound = median(timings.map((each) => each.bound));
    const imported = median(timings.map((each) => each.imported));
    const reimported = median(timings.map((each) => each.reimported));
    return {
      events: events.length,
      'bare CREATE, events/s': events.length / bound,
      'import, events/s': events.length / imported,
      're-import, events/s': events.length / reimported,
      'import ÷ bare CREATE (goal ≥ 0.5)': median(timings.map((each) => each.bound / each.imported)),
      're-import ÷ import (goal ≥ 2)': median(timings.map((each) => each.imported / each.reimported)),
    };
  } finally {
    await emptyGraph(graph);
    await driver.close();
    await graph.close();
  }
}

async function readEvents(paths: readonly string[]): Promise<ShopEvent[]> {
  const events: ShopEvent[] = [];
  for (const path of paths) {
    for await (const { rows } of readRows(path, eventKind)) events.push(...rows.map(({ row }) => row));
  }
  return events;
}

/** The bound: a relationship type without a constraint, and nothing but CREATE. Only the CREATE statements are timed. */
async function bareCreate(driver: Driver, graph: GraphConnection, events: readonly ShopEvent[]): Promise<number> {
  const userIds = [...new Set(events.map((event) => event.userId))];
  for (let i = 0; i < userIds.length; i += batchSize) {
    await graph.write('write/merge-users', { userIds: userIds.slice(i, i + batchSize) });
  }
  const identities = new EventIdentities();
  const batches: Record<string, unknown>[] = [];
  for (let i = 0; i < events.length; i += batchSize) {
    const batch = events.slice(i, i + batchSize).map((event) => ({ event, identity: identities.identify(event) }));
    batches.push(eventColumns(batch));
  }
  const session = driver.session();
  try {
    return await seconds(async () => {
      for (const columns of batches) {
        await session.executeWrite((transaction) =>
          transaction.run(
            `UNWIND range(0, size($eventIds) - 1) AS i
             MATCH (user:User {userId: $userIds[i]})
             MATCH (product:Product {productId: $productIds[i]})
             CREATE (user)-[:BENCH {
               eventId: $eventIds[i], orderId: $orderIds[i], sessionId: $sessionIds[i],
               at: CASE WHEN $times[i] IS NULL THEN null ELSE datetime({epochMillis: $times[i]}) END,
               seq: $seqs[i], quantity: $quantities[i]
             }]->(product)`,
            columns,
          ),
        );
      }
    });
  } finally {
    await session.close();
  }
}
