import { setTimeout as pause } from 'node:timers/promises';
import { EventConsumer, type ConsumerCounts } from '../../src/operations/jobs/index.js';
import type { EventConsumerOptions } from '../../src/operations/jobs/events/event-consumer.js';
import type { GraphConnection } from '../../src/storage/neo4j/index.js';
import { importFiles } from '../../src/storage/neo4j/index.js';
import { writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { recordedLog } from '../serving/http/api-fixture.js';
import type { OpenServers } from '../support/open-servers.js';

/** Two categories with three products each: `a1` to `a3`, `b1` to `b3`. */
export async function importTinyShop(
  graph: GraphConnection,
  folder: string,
  events: readonly string[] = [],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'categories.csv'), 'category_id,parent_id,name\na,,A\nb,,B\n');
  const products = ['a', 'b'].flatMap((category) => [1, 2, 3].map((i) => `${category}${String(i)},${category},P,1`));
  await writeFile(join(folder, 'products.csv'), `product_id,category_id,title,price\n${products.join('\n')}\n`);
  if (events.length > 0) {
    const header = 'user_id,product_id,type,timestamp,order_id,quantity,event_id';
    await writeFile(join(folder, 'events.csv'), `${header}\n${events.join('\n')}\n`);
  }
  await importFiles(graph, { paths: [folder], rejectsPath: `${folder}.rejects.csv` });
}

/** A consumer on the servers of the tests, which looks at waiting events often. */
export function consumerOn(
  { servers }: Pick<OpenServers, 'servers'>,
  options: Partial<EventConsumerOptions> = {},
): EventConsumer {
  return new EventConsumer({ servers, logger: recordedLog().logger, sweepEvery: 50, ...options });
}

/** Waits until a condition holds; the test's own time limit ends it where it never does. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

/** Every event of the graph as `user type product identity`, in order. */
export async function eventsIn(graph: GraphConnection): Promise<string[]> {
  const found: string[] = [];
  for await (const row of graph.stream('read/backup-events')) {
    for (const kind of ['purchased', 'carted', 'favorited', 'viewed', 'returned'] as const) {
      for (const [product, identity] of row[kind]) found.push(`${row.user} ${kind} ${product} ${identity}`);
    }
  }
  return found.sort();
}

export type { ConsumerCounts };
