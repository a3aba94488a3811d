import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../bin/alongside.js', import.meta.url));

/** How a command ended, and what it said. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command of the built program, while it runs. */
export interface RunningCommand {
  readonly process: ChildProcess;
  /** What it has said until now. */
  readonly said: { stdout: string; stderr: string };
  readonly outcome: Promise<Outcome>;
}

export function start(args: readonly string[], env: NodeJS.ProcessEnv): RunningCommand {
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const outcome = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode, ...said }));
  return { process: child, said, outcome };
}

export function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  return start(args, env).outcome;
}

/** The only line of stdout, as JSON; throws where there is more or less. */
export function onlyJson({ stdout, stderr }: Outcome): Record<string, unknown> {
  if (!/^[^\n]+\n$/.test(stdout)) throw new Error(`expected one line on stdout: ${stdout}\n${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}
