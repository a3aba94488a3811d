import { Command } from 'commander';
import { UsageError } from '../../../../core/index.js';
import { SCOPES } from '../../../../serving/keys/choices.js';
import { command } from '../../command.js';
import { parseScopes } from '../../option-values.js';

/** `alongside keys create|list|revoke`: who may call the API, and for what. */
export function keysCommand(): Command {
  return new Command('keys')
    .description('make, list and revoke keys of the API')
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand());
}

function createCommand(): Command {
  return command<{ readonly scope: string; readonly name?: string }>(
    'create',
    'make a key; its text is shown this once',
    (self) =>
      self
        .requiredOption('--scope <list>', `what it may do, joined by commas: ${SCOPES.join(', ')}`)
        .option('--name <text>', 'who it is for, at most 100 characters'),
    async (context, { scope, name = '' }) => {
      if (name.length > 100) throw new UsageError('invalid-option', '--name takes at most 100 characters.');
      const wanted = parseScopes(scope);
      const { createKey } = await import('./run.js');
      await createKey(context, wanted, name);
    },
  );
}

function listCommand(): Command {
  return command(
    'list',
    'show all keys, revoked ones too',
    () => undefined,
    async (context) => {
      const { listKeys } = await import('./run.js');
      await listKeys(context);
    },
  );
}

function revokeCommand(): Command {
  return command(
    'revoke',
    'end a key for good; servers notice within seconds',
    (self) => self.argument('<id>', 'as "keys list" shows it'),
    async (context, _options, [id]) => {
      const { revokeKey } = await import('./run.js');
      await revokeKey(context, id);
    },
  );
}
