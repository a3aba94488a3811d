import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../src/core/index.js';

/** A server under measurement, as a user starts it. */
export interface Serving {
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends it, and all that it started. */
  stop(): Promise<void>;
}

/** Starts `alongside serve` on a free port for a home, without a limit of requests. */
export function serve(home: string, ...flags: string[]): Promise<Serving> {
  const command = [join(packageRoot, 'bin/alongside.js'), 'serve', '--home', home, '--port', '0', '--json'];
  return started([...command, '--rate-limit', '0', '--access-log', 'off', ...flags], (line) => {
    return (JSON.parse(line) as { url: string }).url;
  });
}

/** Starts a program of Node whose first line on stdout says where it listens. */
export async function started(command: string[], urlIn = (line: string): string => line): Promise<Serving> {
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, 'exit');
  };
  return { url: urlIn(line), process: child, stop };
}
