import { Command } from 'commander';
import { KeyStore, scopeSchema, scopes, type ListedKey, type Scope } from '../../keys/index.js';
import { UsageError } from '../../kernel/index.js';
import { openRedis } from '../../snapshots/index.js';
import { command, type CliContext } from '../command.js';
import { requireServers } from '../servers.js';
import { columns } from '../columns.js';

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
        .requiredOption('--scope <list>', `what it may do, joined by commas: ${scopes.join(', ')}`)
        .option('--name <text>', 'who it is for, at most 100 characters'),
    async (context, { scope, name = '' }) => {
      if (name.length > 100) throw new UsageError('invalid-option', '--name takes at most 100 characters.');
      const wanted = parseScopes(scope);
      await withKeys(context, async (keys) => {
        const created = await keys.create(wanted, name);
        context.terminal.result(
          created,
          () =>
            `${created.key}\n\nKey ${created.id} may: ${wanted.join(', ')}. Keep it now: only a hash of it is stored.\nSend it as "Authorization: Bearer ${created.key.slice(0, 6)}…".`,
        );
      });
    },
  );
}

function listCommand(): Command {
  return command(
    'list',
    'show all keys, revoked ones too',
    () => undefined,
    (context) =>
      withKeys(context, async (store) => {
        const keys = await store.list();
        context.terminal.result({ keys }, () =>
          keys.length === 0 ? 'There are no keys. Make one with "alongside keys create --scope read".' : table(keys),
        );
      }),
  );
}

function revokeCommand(): Command {
  return command(
    'revoke',
    'end a key for good; servers notice within seconds',
    (self) => self.argument('<id>', 'as "keys list" shows it'),
    (context, _options, [id]) =>
      withKeys(context, async (keys) => {
        const { revokedAt } = await keys.revoke(id);
        context.terminal.result({ id, revokedAt }, () => `Key ${id} is revoked.`);
      }),
  );
}

/** The scopes that a comma-separated list names; throws UsageError for any other, or for none. */
export function parseScopes(text: string): Scope[] {
  return text.split(',').map((part) => {
    const scope = scopeSchema.safeParse(part.trim());
    if (scope.success) return scope.data;
    throw new UsageError('invalid-option', `--scope takes ${scopes.join(', ')}, joined by commas, not "${text}".`);
  });
}

function table(keys: readonly ListedKey[]): string {
  return columns([
    ['id', 'name', 'scopes', 'created', 'last used', 'revoked'],
    ...keys.map((key) => [
      key.id,
      key.name || '-',
      key.scopes.join(','),
      key.createdAt.slice(0, 16),
      key.lastUsedAt?.slice(0, 16) ?? 'never',
      key.revokedAt?.slice(0, 16) ?? '-',
    ]),
  ]);
}

async function withKeys(context: CliContext, work: (keys: KeyStore) => Promise<void>): Promise<void> {
  const servers = await requireServers(context);
  const redis = await openRedis(servers.redis.url);
  try {
    await work(new KeyStore(redis, () => new Date()));
  } finally {
    redis.disconnect();
  }
}
