import { Command } from 'commander';
import { UsageError } from '../../../../core/index.js';
import {
  MOST_TOKEN_SECONDS,
  MOST_VISITOR_LIMIT,
  SCOPES,
  SERVER_SCOPES,
  TOKEN_SECONDS,
  VISITOR_LIMIT,
} from '../../../../serving/keys/choices.js';
import { command } from '../../command.js';
import { parseScopes, parseWhole } from '../../option-values.js';

/** `alongside keys create|sign|list|revoke`: who may call the API, and for what. */
export function keysCommand(): Command {
  return new Command('keys')
    .description('make, list and revoke keys of the API')
    .addCommand(createCommand())
    .addCommand(signCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand());
}

interface CreateOptions {
  readonly scope: string;
  readonly name?: string;
  readonly origin?: string;
  readonly rateLimit?: string;
}

function createCommand(): Command {
  return command<CreateOptions>(
    'create',
    'make a key; its text is shown this once',
    (self) =>
      self
        .requiredOption('--scope <list>', `what it may do, joined by commas: ${SCOPES.join(', ')}`)
        .option('--name <text>', 'who it is for, at most 100 characters')
        .option('--origin <list>', 'of a key with the scope browse: origins of the pages it stands in')
        .option('--rate-limit <number>', `of such a key: requests a minute of each address (${VISITOR_LIMIT})`),
    async (context, { scope, name = '', origin, rateLimit }) => {
      if (name.length > 100) throw new UsageError('invalid-option', '--name takes at most 100 characters.');
      const wanted = parseScopes(scope);
      const { createKey, createPageKey } = await import('./run.js');
      if (wanted.includes('browse')) {
        if (wanted.length > 1) throw new UsageError('invalid-option', ALONE);
        if (origin === undefined) throw new UsageError('invalid-option', NO_ORIGIN);
        const limit = rateLimit === undefined ? VISITOR_LIMIT : parseLimit(rateLimit);
        await createPageKey(context, { origins: origin.split(',').map((each) => each.trim()), rateLimit: limit }, name);
      } else if (origin !== undefined || rateLimit !== undefined) {
        throw new UsageError('invalid-option', '--origin and --rate-limit are for a key with the scope browse.');
      } else {
        const scopes = SERVER_SCOPES.filter((each) => wanted.includes(each));
        await createKey(context, scopes, name);
      }
    },
  );
}

const ALONE =
  '--scope browse stands alone: everybody can read such a key in a page. Make another one for what servers do.';
const NO_ORIGIN =
  '--scope browse needs --origin: the pages that the key stands in, such as --origin https://shop.example.';

function parseLimit(text: string): number {
  return parseWhole('--rate-limit', text, 1, MOST_VISITOR_LIMIT);
}

interface SignOptions {
  readonly user: string;
  readonly ttl: string;
  readonly key?: string;
}

function signCommand(): Command {
  return command<SignOptions>(
    'sign',
    "make a token by which a page with a browse key may ask for one customer's lists",
    (self) =>
      self
        .requiredOption('--user <id>', 'the customer')
        .option('--ttl <seconds>', `how long it holds, at most ${MOST_TOKEN_SECONDS}`, String(TOKEN_SECONDS))
        .option('--key <id>', 'of which key, where there are several with the scope browse'),
    async (context, { user, ttl, key }) => {
      const seconds = parseWhole('--ttl', ttl, 1, MOST_TOKEN_SECONDS);
      const { signToken } = await import('./run.js');
      await signToken(context, user, seconds, key);
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
