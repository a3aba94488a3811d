import type { Logger } from 'pino';
import { ServerKeeper } from '../local-servers/index.js';
import type { CliContext } from './command.js';

/** Runs the work of a command, and starts the home's servers again that end by themselves meanwhile. */
export async function withKeptServers<Result>(
  { home, env, terminal }: Pick<CliContext, 'home' | 'env' | 'terminal'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const keeper = new ServerKeeper({
    home,
    env,
    tell: (line, { error }) => {
      terminal.note(typeof error === 'string' ? `${line}: ${error}` : line);
    },
  });
  try {
    return await work();
  } finally {
    await keeper.close();
  }
}

/** The same for a service that has a log. */
export function keepServers({ home, env }: Pick<CliContext, 'home' | 'env'>, logger: Logger): ServerKeeper {
  return new ServerKeeper({
    home,
    env,
    tell: (line, details) => {
      logger.warn(details, line);
    },
  });
}
