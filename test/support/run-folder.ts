import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signalProcess, StackFile } from '../../src/operations/home/index.js';

const NAME = 'ALONGSIDE_TEST_RUN';

/**
 * The folder of a mocha run, with a home for each process that starts servers. Who makes it, mocha's first process or a
 * lone one, kills the servers and removes it on its way out, however the run ends.
 */
export function runFolder(): string {
  const made = process.env[NAME];
  if (made !== undefined) return made;
  const folder = mkdtempSync(join(tmpdir(), 'alongside-test-'));
  process.env[NAME] = folder;
  process.once('exit', () => {
    for (const home of readdirSync(folder)) killServers(join(folder, home));
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  return folder;
}

function killServers(home: string): void {
  const { neo4j, redis } = new StackFile(home).read();
  for (const server of [neo4j, redis]) {
    if (server?.process !== undefined) signalProcess(server.process, 'SIGKILL');
  }
}
