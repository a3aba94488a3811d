/**
 * `npm run bench -- api HOME [SECONDS]`: lists of a home's live snapshot over HTTP, against a bare Express route that sends
 * the same bytes, by autocannon over loopback. Each server is a process of its own; they take turns, and each figure is the
 * median of three rounds, as a ratio within one round; beside it the processor time a request takes, which other work on the
 * machine changes less.
 *
 * Goals: a product's list, warm, at least 0.7 × the bare route's requests a second, its 99th percentile at half of that rate
 * at most 2 × the bare route's; a basket of ten with filters at least 0.35 ×.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { LiveSnapshot, openRedis } from '../../src/storage/redis/index.js';
import { findServers } from '../../src/operations/home/index.js';
import { median } from './timing.js';

const ROUNDS = 3;
const CONNECTIONS = 10;
const BASKET = 10;

interface Asked {
  readonly path: string;
  readonly body?: string;
}

interface Round {
  readonly bare: number;
  readonly ratio: number;
  readonly p99: number;
  readonly times: number;
  /** Microseconds of processor time a request. */
  readonly processor: number;
  readonly bareProcessor: number;
}

interface Running {
  readonly url: string;
  readonly process: ChildProcess;
}

const [home, secondsText = '4'] = process.argv.slice(2);
const servers = await findServers({ home, env: process.env });
if (servers === undefined) throw new Error(`No servers run for the home ${home}: start them with "alongside up".`);
const redisUrl = servers.redis.url;
const seconds = Number(secondsText);
const folder = await mkdtemp(join(tmpdir(), 'alongside-bench-'));
const running: ChildProcess[] = [];
try {
  const products = await someProducts(redisUrl);
  const api = await start('api');
  const list: Asked = { path: listPath(products[0]) };
  const excluded = await someCategory(redisUrl);
  const basketOf = (asked: readonly string[]): Asked => ({
    path: '/v1/also-consider',
    body: JSON.stringify({ products: asked, limit: 10, maxPerCategory: 2, excludeCategory: [excluded] }),
  });
  const basket = basketOf(products.slice(0, BASKET));
  await compare('product, warm', api, () => list, list);
  let turn = 0;
  const each = (): Asked => ({ path: listPath(products[turn++ % products.length]) });
  for (let i = 0; i < products.length; i++) await answerTo(api.url, each());
  await compare(`${products.length} products in turn, warm`, api, each, list);
  const cold = (): Asked => ({
    path: `${listPath(products[turn % products.length])}?maxPerCategory=${1 + (Math.floor(turn++ / products.length) % 100)}`,
  });
  await compare('product, each for the first time', api, cold, list);
  await compare('basket of 10 with filters', api, () => basket, basket);
  const coldBasket = (): Asked => basketOf(distinctBasket(products, turn++));
  await compare('basket of 10 with filters, each for the first time', api, coldBasket, basket);
} finally {
  for (const child of running) child.kill();
  await rm(folder, { recursive: true });
}

/** Measures what the API is asked against a bare route that sends the bytes of `sample`'s answer. */
async function compare(name: string, api: Running, ask: () => Asked, sample: Asked): Promise<void> {
  const bytes = await answerTo(api.url, sample);
  const file = join(folder, 'answer.json');
  await writeFile(file, bytes);
  const bare = await start('bare', file);
  const atBare = (): Asked => ({ ...sample, path: '/bare' });
  await load(api, ask, 1);
  await load(bare, atBare, 1);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bareFull = await load(bare, atBare, seconds);
    const apiFull = await load(api, ask, seconds);
    const half = Math.max(CONNECTIONS, Math.floor(apiFull.rate / 2));
    const bareHalf = await load(bare, atBare, seconds, half);
    const apiHalf = await load(api, ask, seconds, half);
    rounds.push({
      bare: bareFull.rate,
      ratio: apiFull.rate / bareFull.rate,
      p99: apiHalf.p99,
      times: apiHalf.p99 / bareHalf.p99,
      processor: apiFull.processor,
      bareProcessor: bareFull.processor,
    });
  }
  bare.process.kill();
  const middle = (of: (round: Round) => number): number => median(rounds.map(of));
  process.stdout.write(
    `${name.padEnd(50)} ${middle((r) => r.ratio).toFixed(2)} × bare (${Math.round(middle((r) => r.bare))} requests/s, ${bytes.length} bytes); p99 at half the rate ${middle((r) => r.p99).toFixed(1)} ms, ${middle((r) => r.times).toFixed(2)} × bare; processor ${Math.round(middle((r) => r.processor))} µs a request, bare ${Math.round(middle((r) => r.bareProcessor))} µs\n`,
  );
}

async function load(
  { url, process: server }: Running,
  ask: () => Asked,
  duration: number,
  overallRate?: number,
): Promise<{ rate: number; p99: number; processor: number }> {
  const first = ask();
  const begun = await processorTime(server);
  const result = await autocannon({
    url: `${url}${first.path}`,
    connections: CONNECTIONS,
    duration,
    ...(overallRate === undefined ? {} : { overallRate }),
    requests: [
      {
        ...(first.body === undefined
          ? { method: 'GET' }
          : { method: 'POST', body: first.body, headers: { 'content-type': 'application/json' } }),
        setupRequest: (request) => ({ ...request, ...ask() }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed.`);
  const processor = ((await processorTime(server)) - begun) / result.requests.total;
  return { rate: result.requests.average, p99: result.latency.p99, processor };
}

/** Microseconds that the server has taken so far. */
async function processorTime(server: ChildProcess): Promise<number> {
  server.send('processor time');
  const [{ user, system }] = (await once(server, 'message')) as [NodeJS.CpuUsage];
  return user + system;
}

async function answerTo(url: string, { path, body }: Asked): Promise<Buffer> {
  const reply = await fetch(`${url}${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
  });
  if (!reply.ok) throw new Error(await reply.text());
  return Buffer.from(await reply.arrayBuffer());
}

async function start(kind: 'api' | 'bare', ...source: string[]): Promise<Running> {
  const file = fileURLToPath(new URL('./api-server.js', import.meta.url));
  const child = spawn(process.execPath, [file, kind, ...source], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, REDIS_URL: redisUrl },
  });
  running.push(child);
  if (child.stdout === null) throw new Error('The server has no output.');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: line.toString().trim(), process: child };
}

/** Up to 1,000 products of the live snapshot, evenly over its numbers. */
async function someProducts(url: string): Promise<string[]> {
  const redis = await openRedis(url);
  const snapshot = await new LiveSnapshot(redis).current();
  const all = snapshot.manifest.products;
  const count = Math.min(1000, all);
  const cards = await snapshot.cards(Array.from({ length: count }, (_, i) => Math.floor((i * all) / count)));
  redis.disconnect();
  return cards.map(({ id }) => id);
}

async function someCategory(url: string): Promise<string> {
  const redis = await openRedis(url);
  const { shared } = await new LiveSnapshot(redis).current();
  redis.disconnect();
  return shared.categories.ids[0];
}

/** Ten of the products, other ones for every number: neighbours in turn, at distances that grow with each round. */
function distinctBasket(products: readonly string[], number: number): string[] {
  const distance = 1 + (Math.floor(number / products.length) % Math.floor(products.length / BASKET - 1));
  return Array.from({ length: BASKET }, (_, i) => products[(number + i * distance) % products.length]);
}

function listPath(product: string): string {
  return `/v1/products/${encodeURIComponent(product)}/also-consider`;
}
