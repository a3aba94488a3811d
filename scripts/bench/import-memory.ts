import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countGraph, GraphConnection, importFiles } from '../../src/storage/neo4j/index.js';
import { EventIdentities, eventKind, readRows } from '../../src/shop/csv/index.js';
import { connectionEnvironment, type ServerConnections } from '../../src/core/index.js';
import { seconds } from './timing.js';

/** Peak memory and speed on a generated file, in a process that does nothing else; needs no servers unless `write`. */
export async function measureMemory(
  servers: ServerConnections | undefined,
  events: number,
  write: boolean,
  home: string,
): Promise<Record<string, number>> {
  if (events === 0) return {};
  const folder = await mkdtemp(join(home, 'large-'));
  await generate(folder, events);
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('import.js', import.meta.url)), '--child', folder, ...(write ? ['--write-large'] : [])],
    {
      env: { ...process.env, ...(servers === undefined ? {} : connectionEnvironment(servers)) },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  const { rows, time, peak } = JSON.parse(output) as Record<'rows' | 'time' | 'peak', number>;
  const what = write ? 'imported' : 'read, checked, identified';
  return {
    [`large file: events ${what}`]: rows,
    'large file: events/s': rows / time,
    'large file: peak resident MB (goal < 400)': peak / 1e6,
  };
}

/** A shop of 20,000 products and 500,000 users with events that are nearly all different. Seeded: the same each time. */
async function generate(folder: string, events: number): Promise<void> {
  const products = Array.from({ length: 20_000 }, (_, i) => `product-${String(i)},c,Product ${String(i)},1\n`);
  await writeFile(join(folder, 'categories.csv'), 'category_id,parent_id,name\nc,,C\n');
  await writeFile(join(folder, 'products.csv'), `product_id,category_id,title,price\n${products.join('')}`);
  const output = createWriteStream(join(folder, 'events.csv'));
  output.write('user_id,product_id,type,timestamp,order_id\n');
  let state = 1;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  for (let written = 0; written < events;) {
    const lines: string[] = [];
    for (; written < events && lines.length < 10_000; written++) {
      const type = below(4) === 0 ? 'purchase' : 'view';
      const time = new Date(Date.UTC(2024, 0, 1) + below(31_536_000) * 1000).toISOString();
      lines.push(
        `customer-${String(below(500_000))},product-${String(below(20_000))},${type},${time},order-${String(written >> 2)}\n`,
      );
    }
    if (!output.write(lines.join(''))) await once(output, 'drain');
  }
  output.end();
  await once(output, 'close');
}

/** What the process of its own does: prints rows, seconds and peak bytes as JSON. */
export async function largeFileInThisProcess(folder: string, write: boolean): Promise<void> {
  let rows = 0;
  const time = await seconds(async () => {
    if (write) {
      const { NEO4J_URI: uri = '', NEO4J_USER: user = '', NEO4J_PASSWORD: password = '' } = process.env;
      const graph = await GraphConnection.open({ uri, user, password });
      await importFiles(graph, { paths: [folder], rejectsPath: join(folder, 'rejects.csv') });
      rows = (await countGraph(graph)).events;
      await graph.close();
    } else {
      const identities = new EventIdentities();
      for await (const batch of readRows(join(folder, 'events.csv'), eventKind)) {
        rows += batch.rows.length;
        for (const { row } of batch.rows) identities.identify(row);
      }
    }
  });
  const peak = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(JSON.stringify({ rows, time, peak }));
}
