import type { Command } from 'commander';
import { command } from '../../command.js';
import { parseWhole } from '../../option-values.js';

/** `alongside doctor`: what is wrong, and what to do. */
export function doctorCommand(): Command {
  return command<{ readonly port: string }>(
    'doctor',
    'look at machine, home, servers and settings; exit with 1 where something is broken',
    (self) => self.option('--port <number>', 'where the API listens, or will', process.env['ALONGSIDE_PORT'] ?? '3000'),
    async (context, { port }) => {
      const asked = parseWhole('--port', port, 1, 65_535);
      const { runDoctor } = await import('./run.js');
      await runDoctor(context, asked);
    },
    { leftOpen: true },
  );
}
