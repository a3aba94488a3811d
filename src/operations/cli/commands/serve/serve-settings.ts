import { apiSettingsSchema, type ApiSettings } from '../../../../serving/http/index.js';
import { UsageError } from '../../../../core/index.js';
import type { ApiFlags } from './serve-flags.js';

/** What the flags say; throws a UsageError that names every fault at once. */
export function apiSettings({
  requireKey,
  rateLimit,
  corsOrigin,
  trustProxy,
  answerSeconds,
  ...flags
}: ApiFlags): ApiSettings {
  const settings = apiSettingsSchema.safeParse({
    requireKeyToRead: read(requireKey, (text) => (text === 'read' ? true : text)),
    rateLimit: read(rateLimit, numberOf),
    corsOrigins: read(corsOrigin, (text) => text.split(',').map((origin) => origin.trim())),
    trustedProxies: read(trustProxy, numberOf),
    answerSeconds: read(answerSeconds, numberOf),
    minPeople: read(flags.minPeople, numberOf),
    graphMilliseconds: read(flags.graphMilliseconds, numberOf),
    accessLog: read(flags.accessLog, (text) => (text === 'on' ? true : text === 'off' ? false : text)),
  });
  if (settings.success) return settings.data;
  const faults = settings.error.issues.map(({ path, message }) => `${FLAGS[path[0] as keyof ApiSettings]}: ${message}`);
  throw new UsageError('invalid-option', faults.join('\n'));
}

/** Where spans go; undefined where nobody asks for them. Throws a UsageError for anything but an address. */
export function otlpEndpoint({ otlpEndpoint: text = '' }: ApiFlags): string | undefined {
  if (text === '') return undefined;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageError(
    'invalid-option',
    `--otlp-endpoint takes an address such as http://127.0.0.1:4318, not "${text}".`,
  );
}

const FLAGS: Readonly<Record<keyof ApiSettings, string>> = {
  requireKeyToRead: '--require-key (which takes "read")',
  rateLimit: '--rate-limit',
  corsOrigins: '--cors-origin',
  trustedProxies: '--trust-proxy',
  answerSeconds: '--answer-seconds',
  minPeople: '--min-people',
  graphMilliseconds: '--graph-milliseconds',
  accessLog: '--access-log (which takes "on" or "off")',
};

/** An empty variable says as much as none. */
function read<Value>(text: string | undefined, readText: (text: string) => Value): Value | undefined {
  return text === undefined || text === '' ? undefined : readText(text);
}

/** A number, or the text as it is, for the schema to refuse. */
function numberOf(text: string): unknown {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
