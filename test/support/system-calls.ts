import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What a program and all that it started asked the system for, and how it ended itself. */
export interface Traced {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Addresses beyond this machine that something was sent to, or a connection was asked of. */
  remoteAddresses(): string[];
  /** Paths that were made, changed or removed. */
  changedPaths(): string[];
}

const sending = ['connect', 'sendto', 'sendmsg', 'sendmmsg', 'bind'];
const changing =
  'openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,truncate,link,linkat,symlink,symlinkat,mknodat';

/** Whether this machine has `strace`, and lets it trace. */
export function canTrace(): boolean {
  return spawnSync('strace', ['--seccomp-bpf', '-f', '-qq', '-e', 'trace=bind', 'true']).status === 0;
}

/**
 * Runs a program under `strace`, with everything that it starts, also what goes on after it: that is traced until it ends.
 *
 * @param folder where the trace is written
 */
export async function traced(command: readonly string[], env: NodeJS.ProcessEnv, folder: string): Promise<Traced> {
  const own = mkdtempSync(join(folder, 'trace-'));
  const [trace, out, err] = ['trace', 'stdout', 'stderr'].map((name) => join(own, name));
  const [stdout, stderr] = [openSync(out, 'w'), openSync(err, 'w')];
  const options = [
    '-D',
    '-f',
    '-y',
    '--seccomp-bpf',
    '-qq',
    '-s',
    '4096',
    '-e',
    `trace=${[...sending, changing].join()}`,
  ];
  const child = spawn('strace', [...options, '-o', trace, ...command], { env, stdio: ['ignore', stdout, stderr] });
  const [code] = (await once(child, 'exit')) as [number | null];
  closeSync(stdout);
  closeSync(stderr);
  // The tracer writes in blocks; what it holds back is of servers that run on.
  await pause(100);
  const lines = (): string[] => readFileSync(trace, 'utf8').split('\n');
  return {
    code,
    stdout: readFileSync(out, 'utf8'),
    stderr: readFileSync(err, 'utf8'),
    remoteAddresses: () => remoteAddresses(lines()),
    changedPaths: () => changedPaths(lines()),
  };
}

/** Addresses of IPv4 and IPv6 in a trace that are not of the loopback interface. */
export function remoteAddresses(lines: readonly string[]): string[] {
  const found = lines.flatMap((line) =>
    [...line.matchAll(/inet_(?:addr\(|pton\(AF_INET6, )"([^"]+)"/g)].map(([, address]) => address),
  );
  return [...new Set(found)].filter((address) => !/^(127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$)/.test(address));
}

/** Absolute paths in a trace that a call changed, or opened to write. */
export function changedPaths(lines: readonly string[]): string[] {
  const changes = lines.filter((line) => {
    if (/= -1 E|<\.\.\. \w+ resumed>/.test(line)) return false;
    return /\b(open|openat)\(/.test(line)
      ? /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC/.test(line)
      : !/\b(connect|send|bind)/.test(line);
  });
  const paths = changes.flatMap((line) => {
    const opened = /= \d+<([^>]+)>/.exec(line);
    if (opened !== null) return [opened[1]];
    return [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, path]) => path);
  });
  // What is opened by a relative path has its whole one in the result.
  return [...new Set(paths)].filter((path) => path.startsWith('/'));
}
