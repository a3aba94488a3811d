/**
 * Queries per second of `recommend --batch`, by the command itself.
 *
 *     node dist/scripts/bench/batch.js DIR [--queries 10000]
 *
 * DIR holds a shop's canonical files (amazon_beauty). A stack of its own; import and embedding are not timed. Queries ask for
 * products of the file in turn, ten items each. Stated: the command's own figure (from opening the snapshot to the file in
 * its place) and the whole process' (with the start of Node). Target: ≥ 2,000 queries/s.
 */
import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { packageRoot } from '../../src/core/index.js';
import { seconds } from './timing.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { queries: { type: 'string', default: '10000' } },
});
const folder = positionals[0] ?? '.';
const home = await mkdtemp(join(tmpdir(), 'alongside-bench-'));
const run = promisify(execFile);

async function alongside(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(packageRoot, 'bin', 'alongside.js'), ...args, '--home', home]);
  return stdout;
}

try {
  await alongside('up');
  await alongside('import', folder);
  await alongside('embed');
  const ids = await productIds();
  const count = Number(values.queries);
  const rows = Array.from({ length: count }, (_, i) => `q${i},"${ids[(i * 7919) % ids.length]}"\n`);
  const queries = join(home, 'queries.csv');
  await writeFile(queries, `query_id,product_id\n${rows.join('')}`);
  for (let round = 0; round < 3; round++) {
    let report = '';
    const whole = await seconds(async () => {
      report = await alongside('recommend', '--batch', queries, '--out', join(home, 'lists.csv'), '--json');
    });
    const { queriesPerSecond } = JSON.parse(report) as { queriesPerSecond: number };
    const rate = (value: number): string => Math.round(value).toLocaleString('en');
    process.stdout.write(
      `recommend --batch   ${rate(queriesPerSecond)} queries/s (target 2,000); whole process ${rate(count / whole)}\n`,
    );
  }
} finally {
  await alongside('down');
  await rm(home, { recursive: true, force: true });
}

async function productIds(): Promise<string[]> {
  const file = (await readdir(folder)).find((name) => /^products\.csv(\.gz)?$/.test(name)) ?? 'products.csv';
  const source = createReadStream(join(folder, file));
  const records = (file.endsWith('.gz') ? source.pipe(createGunzip()) : source).pipe(parse({ columns: true }));
  const ids: string[] = [];
  for await (const record of records) ids.push((record as { product_id: string }).product_id);
  return ids;
}
