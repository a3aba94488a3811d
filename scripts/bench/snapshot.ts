/**
 * `npm run bench -- snapshot [PRODUCTS]`: the API on a large catalogue, while the live snapshot is switched under load.
 *
 * Two generated snapshots of PRODUCTS (1,000,000) products, 100 candidates each, are written into a Redis of its own, and the
 * API is started on the first, a process of its own. Stated: memory, and seconds to readiness; then, under an even load at
 * half of the API's capacity, the times of requests before the switch, in as long again without one (what the machine does by
 * itself), in the seconds after the switch, and while Redis lets the snapshot before go. Each time begins when the request is due (see `PacedLoad`). There are two loads: 10,000 products in
 * turn, which the kept answers cover until the switch, and products drawn from all, which hardly ever come again.
 *
 * Goal: no request takes longer than 3 × the 99th percentile before the switch, on a machine where none does without one.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import type { Redis } from 'ioredis';
import { noProgress, randomBits, randomKey } from '../../src/core/index.js';
import {
  openRedis,
  SNAPSHOT_PARTS,
  SnapshotWriter,
  type NewManifest,
  type SnapshotParts,
} from '../../src/storage/redis/index.js';
import { ArtefactCache } from '../../src/operations/local-servers/index.js';
import { stopRemembered } from '../../src/operations/local-servers/index.js';
import { StackFile } from '../../src/operations/home/index.js';
import { prepareRedis } from '../../src/operations/local-servers/index.js';
import { generatedId, generatedSnapshot } from './generated-snapshot.js';
import { PacedLoad, type Answered } from './paced-load.js';
import { seconds } from './timing.js';

const ASKED = 10_000;
/** Seconds of each stretch of the load; the snapshot before goes away in the middle of the last. */
const STRETCH = 12;
const GRACE = STRETCH + STRETCH / 2;

interface Stretch {
  readonly p50: number;
  readonly p99: number;
  readonly slowest: number;
}

const [productsText = '1000000'] = process.argv.slice(2);
const products = Number(productsText);
if (!(products >= 1000)) throw new Error('PRODUCTS is a number of 1,000 or more.');
const home = await mkdtemp(join(tmpdir(), 'alongside-bench-'));
const file = new StackFile(home);
let api: ChildProcess | undefined;
try {
  const cache = ArtefactCache.fromEnvironment(process.env);
  const start = await prepareRedis({ home, env: process.env, file, cache, progress: noProgress });
  const { server } = await start();
  const redis = await openRedis(server.url);
  await redis.config('SET', 'appendonly', 'no');
  say(`${products} products, Redis ${server.version}`);
  await measure(redis, server.url);
  redis.disconnect();
} finally {
  api?.kill();
  await stopRemembered('redis', file);
  await rm(home, { recursive: true });
}

async function measure(redis: Redis, redisUrl: string): Promise<void> {
  const draw = randomKey(1, 'products asked');
  const inTurn = (request: number): number => Math.floor(((request % ASKED) * products) / ASKED);
  const drawn = (request: number): number => randomBits(draw, request) % products;

  const writer = new SnapshotWriter(redis, SNAPSHOT_PARTS);
  const first = await write(writer, 1);
  await writer.publish(first.id, 0);
  const second = await write(writer, 2);
  say(`Redis holds ${gigabytes(await redisBytes(redis))} with both`);

  const url = await startApi(redisUrl);
  await measureMemory(url, inTurn);
  await measureSwitch('10,000 in turn', url, inTurn, () => writer.publish(second.id, GRACE), second);
  say(`resident ${await residentMegabytes(url)} after the switch`);

  // An API of its own, so that nothing was read yet.
  api?.kill();
  const third = await write(writer, 3);
  const again = await startApi(redisUrl);
  await measureSwitch('drawn from all', again, drawn, () => writer.publish(third.id, GRACE), third);
}

async function write(writer: SnapshotWriter<SnapshotParts>, seed: number): Promise<NewManifest> {
  const content = generatedSnapshot(products, seed);
  const taken = await seconds(() => writer.write(content, noProgress));
  say(`snapshot ${content.manifest.id} written in ${taken.toFixed(0)} s`);
  return content.manifest;
}

/** Starts the API and says how long it takes until lists can be served. */
async function startApi(redisUrl: string): Promise<string> {
  const script = fileURLToPath(new URL('./api-server.js', import.meta.url));
  const begun = performance.now();
  api = spawn(process.execPath, [script, 'api'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, REDIS_URL: redisUrl },
  });
  if (api.stdout === null) throw new Error('The API has no output.');
  const [line] = (await once(api.stdout, 'data')) as [Buffer];
  const url = line.toString().trim();
  const listening = performance.now();
  const ready = await fetch(`${url}/readyz`);
  if (!ready.ok) throw new Error(await ready.text());
  const now = performance.now();
  say(
    `API ready ${((now - begun) / 1000).toFixed(2)} s after its process began, ` +
      `${((now - listening) / 1000).toFixed(2)} s of them to open the snapshot`,
  );
  return url;
}

async function measureMemory(url: string, productOf: (request: number) => number): Promise<void> {
  const started = await residentMegabytes(url);
  for (let request = 0; request < ASKED; request++) {
    const reply = await fetch(`${url}${listPath(productOf(request))}`);
    if (!reply.ok) throw new Error(await reply.text());
    await reply.arrayBuffer();
  }
  say(`resident ${started} when ready, ${await residentMegabytes(url)} after ${ASKED} different lists`);
}

async function measureSwitch(
  name: string,
  url: string,
  productOf: (request: number) => number,
  switchOver: () => Promise<void>,
  { id }: NewManifest,
): Promise<void> {
  const pathOf = (request: number): string => listPath(productOf(request));
  const capacity = await capacityOf(url, pathOf);
  const rate = Math.floor(capacity / 2);
  const answers: Answered[] = [];
  let seenAt = Infinity;
  // Other draws than the capacity was measured with.
  const load = new PacedLoad(
    url,
    rate,
    (request) => pathOf(request + 1_000_000),
    ({ due, answered, body }) => {
      if (seenAt === Infinity && body.includes(`"snapshot":"${id}"`)) seenAt = answered;
      answers.push({ due, answered, body: '' });
    },
  );
  const running = load.run();
  await Promise.race([running, pause(2000)]);
  const begun = performance.now();
  await Promise.race([running, pause(2 * STRETCH * 1000)]);
  const switched = performance.now();
  await switchOver();
  await Promise.race([running, pause(2 * STRETCH * 1000)]);
  load.stop();
  await running;

  const stretch = (from: number, number: number): Stretch => {
    const begins = from + number * STRETCH * 1000;
    const asked = answers.filter(({ due }) => due >= begins && due < begins + STRETCH * 1000);
    return summary(asked.map(({ due, answered }) => answered - due));
  };
  const before = stretch(begun, 0);
  say(`${name}: capacity ${Math.round(capacity)} requests/s, load ${rate}/s`);
  say(`  the new snapshot answers ${((seenAt - switched) / 1000).toFixed(2)} s after the switch`);
  for (const [when, figures] of [
    ['before the switch', before],
    ['the same once more', stretch(begun, 1)],
    ['switch', stretch(switched, 0)],
    ['the one before goes', stretch(switched, 1)],
  ] as const) {
    const { p50, p99, slowest } = figures;
    say(
      `  ${when.padEnd(20)} median ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ` +
        `slowest ${slowest.toFixed(1)} ms, ${(slowest / before.p99).toFixed(1)} × p99 before (goal 3)`,
    );
  }
  say(`  ${await metricOf(url, 'alongside_answers_ahead_total')} answers were made ahead of it`);
}

/** Requests a second, ten at a time. */
async function capacityOf(url: string, pathOf: (request: number) => string): Promise<number> {
  let request = 0;
  const result = await autocannon({
    url,
    connections: 10,
    duration: 4,
    requests: [{ method: 'GET', setupRequest: (base) => ({ ...base, path: pathOf(request++) }) }],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} failed.`);
  return result.requests.average;
}

function summary(times: number[]): Stretch {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { p50: at(0.5), p99: at(0.99), slowest: at(1) };
}

/** As the API itself measures it. */
async function residentMegabytes(url: string): Promise<string> {
  return `${((await metricOf(url, 'process_resident_memory_bytes')) / 1e6).toFixed(0)} MB`;
}

async function metricOf(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
}

async function redisBytes(redis: Redis): Promise<number> {
  return Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1]);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`;
}

function listPath(product: number): string {
  return `/v1/products/${generatedId(product)}/also-consider`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
