import { join } from 'node:path';
import type { Command } from 'commander';
import { command, defaultHome } from '../../command.js';

interface DemoFlags {
  readonly exit?: boolean;
}

/** `alongside demo`: everything on the sample shop, ending with lists on screen and the API's address. */
export function demoCommand(): Command {
  return command<DemoFlags>(
    'demo',
    'start the servers, import a sample shop, train on it, embed it, and show what goes with what',
    (self) => self.option('--exit', 'end when all is shown instead of serving the API (so it does without a terminal)'),
    async (context, { exit }) => {
      const { runDemo } = await import('./run.js');
      await runDemo(context, exit !== true && process.stdout.isTTY);
    },
    { usual: join(defaultHome(), 'demo') },
  );
}
