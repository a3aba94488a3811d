/**
 * `npm run bench -- memory HOME [REQUESTS]`: what `serve --rate-limit 0` holds after so many distinct requests (120,000) for
 * lists of a home's live snapshot: the process' resident memory, and what V8 says of it, from /metrics.
 *
 * Goal: at most 300 MB.
 */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { LiveSnapshot, openRedis } from '../../src/storage/redis/index.js';
import { findServers } from '../../src/operations/home/index.js';
import { serve } from './serving.js';

const CONNECTIONS = 10;
const REPORTS = 6;

const [home, count = '120000'] = process.argv.slice(2);
const servers = await findServers({ home, env: process.env });
if (servers === undefined) throw new Error(`No servers run for the home ${home}: start them with "alongside up".`);
const products = await allProducts(servers.redis.url);
const requests = Number(count);
const api = await serve(home);
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
try {
  await report(0);
  const started = performance.now();
  for (let part = 1; part <= REPORTS; part++) {
    const end = Math.round((part * requests) / REPORTS);
    let next = Math.round(((part - 1) * requests) / REPORTS);
    const ask = async (): Promise<void> => {
      while (next < end) await get(pathOf(next++));
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, ask));
    await report(end);
  }
  process.stdout.write(`${Math.round(requests / ((performance.now() - started) / 1000))} requests/s\n`);
} finally {
  agent.destroy();
  await api.stop();
}

/** The same list for nobody: another product, quota or seed each time. */
function pathOf(number: number): string {
  const turn = Math.floor(number / products.length);
  const product = encodeURIComponent(products[number % products.length]);
  return `/v1/products/${product}/also-consider?maxPerCategory=${1 + (turn % 100)}&seed=${Math.floor(turn / 100)}`;
}

function get(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(`${api.url}${path}`, { agent }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.once('end', () => {
        if (response.statusCode === 200) resolve(body);
        else reject(new Error(`${path}: ${body}`));
      });
    })
      .once('error', reject)
      .end();
  });
}

async function report(after: number): Promise<void> {
  const metrics = await get('/metrics');
  const bytes = (name: string): string => {
    const value = new RegExp(`^nodejs_${name} (\\S+)$`, 'm').exec(metrics)?.[1] ?? '0';
    return (Number(value) / 1e6).toFixed(0).padStart(4);
  };
  const status = readFileSync(`/proc/${api.process.pid}/status`, 'utf8');
  const rss = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000;
  process.stdout.write(
    `after ${String(after).padStart(7)} requests: ${rss.toFixed(0).padStart(4)} MB resident; heap ${bytes('heap_size_used_bytes')} of ${bytes('heap_size_total_bytes')} MB, outside it ${bytes('external_memory_bytes')} MB\n`,
  );
}

async function allProducts(url: string): Promise<string[]> {
  const redis = await openRedis(url);
  const snapshot = await new LiveSnapshot(redis).current();
  const cards = await snapshot.cards(Array.from({ length: snapshot.manifest.products }, (_, i) => i));
  redis.disconnect();
  return cards.map(({ id }) => id);
}
