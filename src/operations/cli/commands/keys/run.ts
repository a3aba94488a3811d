import { KeyStore, type ListedKey } from '../../../../serving/keys/index.js';
import type { Scope } from '../../../../serving/keys/choices.js';
import { columns } from '../../columns.js';
import type { CliContext } from '../../command.js';
import { withRedis } from '../../with-redis.js';

/** Makes a key and shows its text. */
export async function createKey(context: CliContext, scopes: readonly Scope[], name: string): Promise<void> {
  await withKeys(context, async (keys) => {
    const created = await keys.create(scopes, name);
    context.terminal.result(
      created,
      () =>
        `${created.key}\n\nKey ${created.id} may: ${scopes.join(', ')}. Keep it now: only a hash of it is stored.\nSend it as "Authorization: Bearer ${created.key.slice(0, 6)}…".`,
    );
  });
}

/** Shows all keys. */
export async function listKeys(context: CliContext): Promise<void> {
  await withKeys(context, async (store) => {
    const keys = await store.list();
    context.terminal.result({ keys }, () =>
      keys.length === 0 ? 'There are no keys. Make one with "alongside keys create --scope read".' : table(keys),
    );
  });
}

/** Ends a key. */
export async function revokeKey(context: CliContext, id: string): Promise<void> {
  await withKeys(context, async (keys) => {
    const { revokedAt } = await keys.revoke(id);
    context.terminal.result({ id, revokedAt }, () => `Key ${id} is revoked.`);
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

function withKeys(context: CliContext, work: (keys: KeyStore) => Promise<void>): Promise<void> {
  return withRedis(context, (redis) => work(new KeyStore(redis, () => new Date())));
}
