/**
 * `npm run bench -- schemathesis HOME COMMAND [EXAMPLES]`: requests that Schemathesis makes up from the OpenAPI document, sent
 * to a server over a home's live snapshot. COMMAND is its program (`pip install schemathesis`), EXAMPLES how many it makes of
 * each call at most; 1,000 give more than 20,000 requests. They come with a key that may do all, made for the run: the shop's
 * rules are set at random, and put back in the end.
 *
 * Fails where an answer is a fault of the service (5xx) or is not as the document says: status, media type, headers, schema.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { findServers } from '../../src/operations/home/index.js';
import { KeyStore } from '../../src/serving/keys/index.js';
import { SERVER_SCOPES } from '../../src/serving/keys/choices.js';
import { RuleBook } from '../../src/serving/rules/index.js';
import { openRedis } from '../../src/storage/redis/index.js';

const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'unsupported_method',
];

const [home, command, examples = '1000'] = process.argv.slice(2);
const servers = await findServers({ home, env: process.env });
if (servers === undefined) throw new Error(`No servers run for the home ${home}: start them with "alongside up".`);
const clock = (): Date => new Date();
const redis = await openRedis(servers.redis.url);
const keys = new KeyStore(redis, clock);
const key = await keys.create(SERVER_SCOPES, 'schemathesis');
const book = new RuleBook(redis, { clock });
const before = await book.current();
const server = spawn(process.execPath, [fileURLToPath(new URL('./api-server.js', import.meta.url)), 'api'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, REDIS_URL: servers.redis.url },
});
try {
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  const run = spawn(
    command,
    [
      ...['run', `${line.toString().trim()}/openapi.json`],
      ...['--max-examples', examples, '--checks', CHECKS.join(','), '--seed', '1'],
      ...['--generation-database', 'none', '--header', `Authorization: Bearer ${key.key}`],
    ],
    { stdio: 'inherit' },
  );
  const [code] = (await once(run, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  server.kill();
  const { version } = await book.current();
  if (version !== before.version) await book.replace({ rules: before.rules }, version, 'schemathesis');
  await keys.revoke(key.id);
  redis.disconnect();
}
