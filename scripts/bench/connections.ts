/**
 * `npm run bench -- connections HOME [SECONDS] [CONNECTIONS…]`: how long a new connection waits for its first answer while so
 * many (400, then 1,000) ask for a warm list without a pause, beside a bare Express route that sends the same bytes to the
 * same client. The busy ones all connect at once, which is the hardest moment; then another one comes every 50 ms.
 *
 * Goal: the longest wait of a new connection at most 2 s, or an early 503.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LiveSnapshot, openRedis } from '../../src/storage/redis/index.js';
import { findServers } from '../../src/operations/home/index.js';
import { serve, started, type Serving } from './serving.js';

const EVERY = 50;

interface Waits {
  /** Milliseconds from connecting to the first answer, of connections that were answered 200. */
  readonly answered: number[];
  /** The same of those that were refused with a 503. */
  readonly refused: number[];
  /** Never answered. */
  lost: number;
  requests: number;
}

const [home, secondsText = '20', ...counts] = process.argv.slice(2);
const flags = counts.filter((count) => count.startsWith('--') || !/^\d+$/.test(count));
const sizes = counts.filter((count) => /^\d+$/.test(count)).map(Number);
const servers = await findServers({ home, env: process.env });
if (servers === undefined) throw new Error(`No servers run for the home ${home}: start them with "alongside up".`);
const path = await warmPath(servers.redis.url);
const folder = await mkdtemp(join(tmpdir(), 'alongside-bench-'));
try {
  for (const connections of sizes.length > 0 ? sizes : [400, 1000]) {
    const api = await serve(home, ...flags);
    const body = Buffer.from(await (await fetch(`${api.url}${path}`)).arrayBuffer());
    await measure(`serve ${flags.join(' ')}`.trim(), api, path, connections);
    const file = join(folder, 'answer.json');
    await writeFile(file, body);
    const server = fileURLToPath(new URL('./api-server.js', import.meta.url));
    await measure('bare', await started([server, 'bare', file]), '/bare', connections);
  }
} finally {
  await rm(folder, { recursive: true });
}

async function measure(name: string, server: Serving, asked: string, connections: number): Promise<void> {
  const busy: Waits = { answered: [], refused: [], lost: 0, requests: 0 };
  const fresh: Waits = { answered: [], refused: [], lost: 0, requests: 0 };
  const end = performance.now() + Number(secondsText) * 1000;
  const sockets: Promise<void>[] = [];
  for (let i = 0; i < connections; i++) sockets.push(converse(server.url, asked, end, Infinity, busy));
  while (performance.now() < end - 1000) {
    sockets.push(converse(server.url, asked, end + 10_000, 1, fresh));
    await pause(EVERY);
  }
  await Promise.all(sockets);
  await server.stop();
  const told = ({ answered, refused, lost }: Waits): string =>
    `${longest(answered)} s longest, ${percentile(answered, 0.5)} s half; ${refused.length} refused in ${longest(refused)} s, ${lost} lost`;
  process.stdout.write(
    `${name.padEnd(10)} ${connections} busy: ${Math.round(busy.requests / Number(secondsText))} answers/s; their first answer ${told(busy)}; of a new connection ${told(fresh)}\n`,
  );
}

/** Asks over one connection, again as soon as it is answered, until the time is over or it asked so often. */
function converse(url: string, asked: string, end: number, times: number, waits: Waits): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const text = `GET ${asked} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  return new Promise((resolve) => {
    const begun = performance.now();
    let left = times;
    let first = true;
    let unread = '';
    const socket: Socket = connect({ host: hostname, port: Number(port) }, () => socket.write(text));
    const late = setTimeout(() => socket.destroy(), Math.max(0, end - begun) + 5000);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      unread += chunk;
      const head = unread.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(unread)?.[1] ?? 0);
      if (unread.length < head + 4 + length) return;
      const refused = unread.startsWith('HTTP/1.1 503');
      if (first) (refused ? waits.refused : waits.answered).push(performance.now() - begun);
      first = false;
      unread = unread.slice(head + 4 + length);
      if (!refused) waits.requests++;
      if (refused || --left <= 0 || performance.now() > end) socket.destroy();
      else socket.write(text);
    });
    socket.once('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(late);
      if (first) waits.lost++;
      resolve();
    });
  });
}

function longest(values: readonly number[]): string {
  return (values.reduce((most, value) => Math.max(most, value), 0) / 1000).toFixed(2);
}

function percentile(values: readonly number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[Math.floor(share * sorted.length)] ?? 0) / 1000).toFixed(2);
}

async function warmPath(url: string): Promise<string> {
  const redis = await openRedis(url);
  const snapshot = await new LiveSnapshot(redis).current();
  const [{ id }] = await snapshot.cards([0]);
  redis.disconnect();
  return `/v1/products/${encodeURIComponent(id)}/also-consider`;
}
