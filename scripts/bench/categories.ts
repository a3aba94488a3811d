/**
 * Peak memory and time of each command on a generated shop of many categories.
 *
 *     node dist/scripts/bench/categories.js [CATEGORIES] [PRODUCTS] [ORDERS] [--home DIR] [--write-back 10]
 *
 * 50,000 leaf categories, 200,000 products and 100,000 orders where nothing is said. A stack of its own, unless a home is
 * named, whose servers are then left running. Goal: no process of ours takes more than 2 GB.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../src/core/index.js';
import { writeCategoriesShop } from './categories-shop.js';
import { ProcessMemory } from './process-memory.js';

const GOAL = 2e9;
const ASKED = 2000;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { home: { type: 'string' }, 'write-back': { type: 'string', default: '10' } },
});
const [categories = 50_000, products = 200_000, orders = 100_000] = positionals.map(Number);
const home = values.home ?? (await mkdtemp(join(tmpdir(), 'alongside-bench-')));
const shop = join(home, 'shop');

function command(...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(packageRoot, 'bin', 'alongside.js'), ...args, '--home', home], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

function told(name: string, began: number, memory: ProcessMemory): void {
  const { process: largest, bytes } = memory.end();
  const seconds = (performance.now() - began) / 1000;
  const verdict = bytes < GOAL ? 'within' : 'ABOVE';
  process.stdout.write(
    `${name.padEnd(8)} ${seconds.toFixed(0).padStart(5)} s, peak ${(bytes / 1e9).toFixed(2)} GB (${largest}), ${verdict} ${GOAL / 1e9} GB\n`,
  );
}

async function run(name: string, ...args: string[]): Promise<void> {
  const began = performance.now();
  const child = command(name, ...args, '--json');
  const memory = new ProcessMemory(child.pid ?? 0);
  child.stdout?.resume();
  const [code] = (await once(child, 'close')) as [number | null];
  told(name, began, memory);
  if (code !== 0) throw new Error(`alongside ${name} ended with ${code ?? 'a signal'}.`);
}

/** Asks for lists of products all over the shop, a third of them of a few categories alone. */
async function serve(): Promise<void> {
  const began = performance.now();
  const child = command('serve', '--port', '0', '--rate-limit', '0', '--json');
  const memory = new ProcessMemory(child.pid ?? 0);
  if (child.stdout === null) throw new Error('serve says nothing.');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  for (let i = 0; i < ASKED; i++) {
    const product = (i * 7919) % products;
    const filter = i % 3 === 0 ? `?category=root-${i % 20}&excludeCategory=middle-${i % 1000}` : '';
    const { ok, status } = await fetch(`${url}/v1/products/product-${product}/also-consider${filter}`);
    if (!ok) throw new Error(`The API answered ${status} for product-${product}.`);
  }
  told('serve', began, memory);
  child.kill('SIGTERM');
  await once(child, 'close');
}

try {
  await mkdir(shop, { recursive: true });
  await writeCategoriesShop(shop, { categories, products, orders });
  await run('up');
  await run('import', shop);
  await run('train');
  await run('embed', '--write-back', values['write-back']);
  await serve();
} finally {
  if (values.home === undefined) {
    await once(command('down'), 'close');
    await rm(home, { recursive: true, force: true });
  }
}
