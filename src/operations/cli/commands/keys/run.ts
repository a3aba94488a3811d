import { AlongsideError, UsageError } from '../../../../core/index.js';
import { KeyStore, originSchema, signCustomer, type ListedKey } from '../../../../serving/keys/index.js';
import type { ServerScope } from '../../../../serving/keys/choices.js';
import { columns } from '../../columns.js';
import type { CliContext } from '../../command.js';
import { withRedis } from '../../with-redis.js';

/** Makes a key and shows its text. */
export async function createKey(context: CliContext, scopes: readonly ServerScope[], name: string): Promise<void> {
  await withKeys(context, async (keys) => {
    const created = await keys.create(scopes, name);
    context.terminal.result(
      created,
      () =>
        `${created.key}\n\nKey ${created.id} may: ${scopes.join(', ')}. Keep it now: only a hash of it is stored.\nSend it as "Authorization: Bearer ${created.key.slice(0, 6)}…".`,
    );
  });
}

/** Makes a key for pages of these origins, and shows its text and the secret for the shop's server. */
export async function createPageKey(
  context: CliContext,
  options: { readonly origins: readonly string[]; readonly rateLimit: number },
  name: string,
): Promise<void> {
  const odd = options.origins.find((origin) => !originSchema.safeParse(origin).success);
  if (odd !== undefined) {
    throw new UsageError('invalid-option', `--origin takes origins such as https://shop.example, not "${odd}".`);
  }
  await withKeys(context, async (keys) => {
    const created = await keys.createForPages(options, name);
    context.terminal.result(created, () =>
      [
        created.key,
        '',
        `Key ${created.id} is for pages of ${options.origins.join(', ')}, which send it as "Authorization: Bearer ${created.key.slice(0, 6)}…".`,
        'It reaches lists of products and baskets. For a customer, your server signs a token with this secret, which no page may have:',
        '',
        created.signingSecret,
        '',
        'Keep both now: they are not shown again. The guide "Keys and limits" says how to sign.',
      ].join('\n'),
    );
  });
}

/** Signs a token for one customer, with the named page's key or the only one that there is. */
export async function signToken(
  context: CliContext,
  customer: string,
  seconds: number,
  keyId: string | undefined,
): Promise<void> {
  await withKeys(context, async (keys) => {
    const id = keyId ?? (await onlyPageKey(keys));
    const key = await keys.find(id);
    if (key?.page === undefined || key.revokedAt !== null) {
      throw new AlongsideError('unknown-key', `There is no key "${id}" with the scope browse that is not revoked.`, {
        id,
      });
    }
    const { signingSecret } = key.page;
    const token = await signCustomer({ keyId: id, signingSecret }, customer, new Date(), seconds);
    context.terminal.result({ token, key: id, seconds }, () => token);
  });
}

async function onlyPageKey(keys: KeyStore): Promise<string> {
  const usable = (await keys.list()).filter(({ origins, revokedAt }) => origins !== undefined && revokedAt === null);
  if (usable.length === 1) return usable[0].id;
  throw usable.length === 0
    ? new AlongsideError(
        'unknown-key',
        'No key has the scope browse. Make one with "alongside keys create --scope browse --origin https://shop.example".',
      )
    : new UsageError(
        'invalid-option',
        `Several keys have the scope browse. Name one with --key, as "keys list" shows it.`,
      );
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
    ['id', 'name', 'scopes', 'origins', 'created', 'last used', 'revoked'],
    ...keys.map((key) => [
      key.id,
      key.name || '-',
      key.scopes.join(','),
      key.origins?.join(',') ?? '-',
      key.createdAt.slice(0, 16),
      key.lastUsedAt?.slice(0, 16) ?? 'never',
      key.revokedAt?.slice(0, 16) ?? '-',
    ]),
  ]);
}

function withKeys(context: CliContext, work: (keys: KeyStore) => Promise<void>): Promise<void> {
  return withRedis(context, (redis) => work(new KeyStore(redis, () => new Date())));
}
