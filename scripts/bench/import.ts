/**
 * Import speed as ratios measured in one run, and memory on a large file.
 *
 *     node dist/scripts/bench/import.js DIR [--rounds 3] [--large 5000000] [--write-large] [--only-large] [--json]
 *
 * DIR holds canonical files. Servers: NEO4J_URI (with NEO4J_USER, NEO4J_PASSWORD; must be empty), or a stack of its own.
 *
 * - bound: the same events by bare CREATE without any event constraint, one relationship type, the same column lists,
 *   parsed beforehand, users and products present (made through their constraints, not timed), batches of 8,000.
 * - import: `importFiles` on the file of events into a graph with the catalogue and no users: read, unpack, check,
 *   identify, make users, write under the constraints.
 * - re-import: the same call again.
 * One untimed round of all three warms the server; then the rounds alternate and each figure is the median.
 * - memory: a generated file of `--large` events is read, checked and identified, and with `--write-large` also written.
 *   The figure is the peak resident size of a process that does nothing else.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { noProgress } from '../../src/core/index.js';
import { down, up } from '../../src/operations/local-servers/index.js';
import { largeFileInThisProcess, measureMemory } from './import-memory.js';
import { measureSpeed } from './import-speed.js';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      large: { type: 'string', default: '5000000' },
      'write-large': { type: 'boolean', default: false },
      'only-large': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      child: { type: 'string' },
    },
  });
  if (values.child !== undefined) {
    await largeFileInThisProcess(values.child, values['write-large']);
    return;
  }
  const home = await mkdtemp(join(tmpdir(), 'alongside-bench-'));
  try {
    const needsServers = !values['only-large'] || values['write-large'];
    const servers = needsServers ? await up({ home, env: process.env, progress: noProgress }) : undefined;
    const speed =
      values['only-large'] || servers === undefined
        ? undefined
        : await measureSpeed(servers, positionals[0], Number(values.rounds), home);
    const memory = await measureMemory(servers, Number(values.large), values['write-large'], home);
    report({ ...speed, ...memory }, values.json);
  } finally {
    await down({ home });
    await rm(home, { recursive: true, force: true });
  }
}

function report(figures: Readonly<Record<string, number>>, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else {
    for (const [name, value] of Object.entries(figures)) {
      process.stdout.write(
        `${name.padEnd(52)} ${value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 })}\n`,
      );
    }
  }
}

await main();
