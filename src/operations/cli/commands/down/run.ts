import { down } from '../../../local-servers/index.js';
import type { CliContext } from '../../command.js';

/** Stops the home's servers. */
export async function runDown({ home, terminal }: CliContext): Promise<void> {
  const { stopped } = await down({ home, progress: terminal.progress });
  terminal.result({ stopped }, () =>
    stopped.length === 0 ? 'Nothing of this home was running.' : `Stopped ${stopped.join(' and ')}.`,
  );
}
