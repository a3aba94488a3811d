import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import envPaths from 'env-paths';
import { AlongsideError, UsageError, messageOf, stackOf } from '../../core/index.js';
import { closeHome } from './close-home.js';
import { endOfProcess } from './end-of-process.js';
import { Terminal } from './terminal.js';

/** What every command gets from its composition root. */
export interface CliContext {
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** The folder of this home's data, absolute. */
  readonly home: string;
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C or SIGTERM: finish the step at hand and leave cleanly. */
  readonly signal: AbortSignal;
  /** From now on Ctrl-C and SIGTERM end the process at once: for work that computes for long and leaves nothing half done. */
  readonly endAtOnce: () => void;
}

interface CommonOptions {
  readonly home?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** A command's work. `positional` are its arguments as declared, `options` its own and the common flags. */
export type CommandAction<Options> = (context: CliContext, options: Options, positional: string[]) => Promise<void>;

/** What a command does with its home beside its work. */
export interface HomeUse {
  /** Where it is when it is not named; the user's data folder if left out. */
  readonly usual?: string;
  /** A home that stands open to others is reported by the command itself, and left so. */
  readonly leftOpen?: boolean;
}

/** A subcommand with the flags that all have; its action's errors become a sentence on stderr and exit code 1 or 2. */
export function command<Options extends object>(
  name: string,
  description: string,
  configure: (command: Command) => void,
  action: CommandAction<Options>,
  { usual = defaultHome(), leftOpen = false }: HomeUse = {},
): Command {
  const self = new Command(name).description(description);
  configure(self);
  self
    .addOption(
      new Option('--home <dir>', "folder of this home's data")
        .env('ALONGSIDE_HOME')
        .default(usual, usual === defaultHome() ? 'user data folder' : 'a folder in the user data folder'),
    )
    .option('--json', 'one JSON object a line on stdout, all else on stderr')
    .option('--verbose', 'say which servers are talked to, on stderr')
    .action(async () => {
      await runAction(action, self.opts<Options & CommonOptions>(), self.args, { usual, leftOpen });
    });
  return self;
}

/** Data of a home that was not named: the user's data folder of this system. */
export function defaultHome(): string {
  return envPaths('alongside', { suffix: '' }).data;
}

async function runAction<Options extends object>(
  action: CommandAction<Options>,
  options: Options & CommonOptions,
  positional: string[],
  { usual, leftOpen }: Required<HomeUse>,
): Promise<void> {
  const terminal = new Terminal(options.json === true, process.stdout, process.stderr, options.verbose === true);
  const end = endOfProcess();
  const home = resolve(options.home ?? usual);
  try {
    const found = leftOpen ? undefined : closeHome(home);
    if (found !== undefined) terminal.note(found);
    const env = await withClusterMarked(process.env);
    await action({ env, home, terminal, signal: end.signal, endAtOnce: end.atOnce }, options, positional);
  } catch (error) {
    terminal.endProgress();
    reportFailure(await explained(error, home), terminal.json);
  } finally {
    terminal.endProgress();
    end.release();
  }
}

/** The environment, its Redis marked where it is a cluster: a client must know before it connects. */
async function withClusterMarked(env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const url = env['REDIS_URL'] ?? '';
  if (url === '') return env;
  const { markCluster } = await import('../../storage/redis/index.js');
  return { ...env, REDIS_URL: await markCluster(url) };
}

/** What the system says of files, in a sentence that says what to do. */
async function explained(error: unknown, home: string): Promise<unknown> {
  if (error instanceof AlongsideError) return error;
  const { explainFileError } = await import('../home/index.js');
  return explainFileError(error, home);
}

/** Writes one sentence (or one JSON object) about the failure to stderr and sets the exit code. */
function reportFailure(error: unknown, json: boolean): void {
  const known = error instanceof AlongsideError ? error : undefined;
  process.exitCode = error instanceof UsageError ? 2 : 1;
  if (json) {
    process.stderr.write(
      `${JSON.stringify({ error: { ...known?.details, code: known?.code ?? 'internal', message: messageOf(error) } })}\n`,
    );
  } else {
    process.stderr.write(`alongside: ${messageOf(error)}\n`);
    if (known === undefined && error instanceof Error) process.stderr.write(`${stackOf(error) ?? ''}\n`);
  }
}

/** Commander's own faults (an unknown flag, a missing argument) are bad usage: exit code 2. */
export function usageExitCode(error: unknown): number {
  return error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : 1;
}
