import type { Command } from 'commander';
import { command } from '../../command.js';
import { memoryOption, parseMemory, parseWhole } from '../../option-values.js';
import { addApiFlags, addLoadFlags, type ApiFlags } from './serve-flags.js';

interface ServeOptions extends ApiFlags {
  readonly port: string;
  readonly host: string;
  readonly withWorker?: boolean;
  readonly memory?: string;
}

/** `alongside serve`: the HTTP API, until it is told to stop. */
export function serveCommand(): Command {
  return command<ServeOptions>(
    'serve',
    'serve lists over HTTP until Ctrl-C',
    (self) =>
      addLoadFlags(addApiFlags(self))
        .option('--port <number>', 'port to listen on, 0 for a free one', process.env['ALONGSIDE_PORT'] ?? '3000')
        .option('--host <address>', 'address to listen on', process.env['ALONGSIDE_HOST'] ?? '127.0.0.1')
        .option('--with-worker', 'run queued jobs in a worker beside it')
        .addOption(memoryOption()),
    async (context, options) => {
      const port = parseWhole('--port', options.port, 0, 65_535);
      const memory = parseMemory(options.memory);
      const { runServe } = await import('./run.js');
      const withWorker = options.withWorker === true;
      await runServe(context, { host: options.host, port, withWorker, memory, flags: options });
    },
  );
}
