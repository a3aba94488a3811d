import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { identityOf, isRunning, signalProcess, type ProcessIdentity } from '../home/index.js';
import { AlongsideError } from '../../core/index.js';
import { pause } from './pause.js';

export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly logFile: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/** What a server may see of the caller's environment: nothing of its settings and secrets. */
const passedOn = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'JAVA_TOOL_OPTIONS',
];

/** The part of an environment that a server's program may see. */
export function serverEnvironment(env: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  return Object.fromEntries(passedOn.map((name) => [name, env[name]]));
}

/**
 * Starts a server that outlives this process, in a session of its own, and hands its identity to `record` before the
 * server's program runs.
 *
 * The child is first a shell that waits for a line on its input. It becomes the server only after the identity has been
 * recorded; if this process dies before that, the shell reads the end of its input and leaves. So no server ever runs
 * that is not on record.
 */
export function startServer(command: ServerCommand, record: (identity: ProcessIdentity) => void): ProcessIdentity {
  const log = openSync(command.logFile, 'w', 0o600);
  try {
    const gate = 'read -r go && exec "$@" </dev/null';
    const child = spawn('/bin/sh', ['-c', gate, 'sh', command.program, ...command.args], {
      cwd: command.folder,
      detached: true,
      stdio: ['pipe', log, log],
      env: serverEnvironment(command.env),
    });
    // A failed spawn has no pid, which is reported below; a child that died early breaks its pipe, which waiting shows.
    child.on('error', () => undefined);
    child.stdin?.on('error', () => undefined);
    const identity = child.pid === undefined ? undefined : identityOf(child.pid);
    if (identity === undefined) {
      child.stdin?.destroy();
      throw new AlongsideError('server-not-started', `${command.program} cannot be started from /bin/sh.`, {
        program: command.program,
      });
    }
    record(identity);
    child.stdin?.end('go\n');
    child.unref();
    return identity;
  } finally {
    closeSync(log);
  }
}

/** Asks a server to stop and, after `graceSeconds`, kills it. True when it was running. */
export async function stopServer(identity: ProcessIdentity, graceSeconds: number): Promise<boolean> {
  if (!signalProcess(identity, 'SIGTERM')) return false;
  const step = 50;
  for (let waited = 0; waited < graceSeconds * 1000; waited += step) {
    if (!isRunning(identity)) return true;
    await pause(step);
  }
  signalProcess(identity, 'SIGKILL');
  for (let waited = 0; waited < 5000 && isRunning(identity); waited += step) await pause(step);
  if (isRunning(identity)) {
    throw new AlongsideError('server-not-stopped', `Process ${identity.pid} does not end, even when killed.`, {
      pid: identity.pid,
    });
  }
  return true;
}

/** What a server's log says about its end: its errors' first causes where it names any, else its last lines. */
export function lastWords(logFile: string, lines = 5): string {
  let log: string[];
  try {
    log = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  } catch {
    return '';
  }
  const causes = log.filter((line) => /\bERROR\b|^Caused by:|^Error\b|\*\*\*/.test(line));
  return (causes.length > 0 ? causes : log).slice(-lines).join('\n');
}
