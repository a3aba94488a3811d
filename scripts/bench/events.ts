/**
 * `events HOME [SECONDS] [ROUNDS]`: events a second that the API accepts in requests of 1 and of 100, with a worker that writes
 * them into the graph meanwhile, against a bare Express route that adds each event to a stream. HOME's servers run and hold a
 * shop; the events are of customers named `bench-…`, and stay in its graph. Each figure is the median of the rounds, which
 * alternate. In the end all that was accepted must be in the graph.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { pino } from 'pino';
import { connectionEnvironment } from '../../src/core/index.js';
import { knownServers } from '../../src/operations/home/index.js';
import { EventConsumer } from '../../src/operations/jobs/index.js';
import { KeyStore } from '../../src/serving/keys/index.js';
import { Intake } from '../../src/storage/intake/index.js';
import { countGraph, GraphConnection } from '../../src/storage/neo4j/index.js';
import { openRedis } from '../../src/storage/redis/index.js';
import { median } from './timing.js';

const [home = '', seconds = '4', rounds = '3'] = process.argv.slice(2);
const { neo4j, redis: where } = knownServers({ home, env: {} });
if (neo4j === undefined || where === undefined) throw new Error(`No servers run for ${home}.`);
const servers = { neo4j, redis: where };
const graph = await GraphConnection.open(neo4j);
const redis = await openRedis(where.url);
const products: string[] = [];
for await (const { id } of graph.stream('read/catalogue-products')) if (products.push(id) === 500) break;
const { id: keyId, key } = await new KeyStore(redis, () => new Date()).create(['events'], 'bench');
const before = (await countGraph(graph)).events;
const consumer = new EventConsumer({ servers, logger: pino({ level: 'silent' }) });
const api = await start('api-server.js', 'api');
const bare = await start('bare-events-server.js');
let accepted = 0;

try {
  const found = { api1: [] as number[], bare1: [] as number[], api100: [] as number[], bare100: [] as number[] };
  for (let round = 0; round < Number(rounds); round++) {
    for (const size of [1, 100] as const) {
      found[`bare${size}`].push(await load(bare.url, size));
      const rate = await load(api.url, size);
      accepted += rate * Number(seconds);
      found[`api${size}`].push(rate);
    }
  }
  const took = performance.now();
  while ((await new Intake(redis).backlog()).stream > 0) await pause(100);
  const written = (await countGraph(graph)).events - before;
  const ratio = (size: 1 | 100): number => median(found[`api${size}`].map((rate, i) => rate / found[`bare${size}`][i]));
  process.stdout.write(
    [
      ...([1, 100] as const).map(
        (size) =>
          `requests of ${String(size).padStart(3)}: ${median(found[`api${size}`]).toFixed(0)} events/s, ${ratio(size).toFixed(2)} of a bare XADD route (${median(found[`bare${size}`]).toFixed(0)})`,
      ),
      `in the graph: ${written} of ${Math.round(accepted)} answered for, the last ${((performance.now() - took) / 1000).toFixed(1)} s after the load`,
      '',
    ].join('\n'),
  );
  // Requests that were cut off at the end of a round may have been taken too.
  if (written < Math.round(accepted)) throw new Error('Accepted events are missing from the graph.');
} finally {
  for (const { process: child } of [api, bare]) child.kill();
  await consumer.close();
  await new KeyStore(redis, () => new Date()).revoke(keyId);
  await redis.del('alongside-bench:events');
  redis.disconnect();
  await graph.close();
}

/** Events a second that were answered with 202. */
async function load(url: string, size: number): Promise<number> {
  const event = (i: number): object => ({
    eventId: `[<id>]-${i}`,
    userId: `bench-${(i * 37) % 1000}`,
    productId: products[(i * 13) % products.length],
    type: 'view',
    timestamp: '2026-01-01T00:00:00Z',
  });
  const result = await autocannon({
    url: `${url}/v1/events`,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ events: Array.from({ length: size }, (_, i) => event(i)) }),
    idReplacement: true,
    connections: 16,
    duration: Number(seconds),
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors.`);
  return (result['2xx'] * size) / Number(seconds);
}

async function start(file: string, ...args: string[]): Promise<{ url: string; process: ChildProcess }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url)), ...args], {
    env: { ...process.env, ...connectionEnvironment(servers) },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (child.stdout === null) throw new Error('The server has no output.');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  child.stdout.resume();
  return { url: line.toString().trim().split('\n')[0], process: child };
}
