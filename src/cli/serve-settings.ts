import type { Command } from 'commander';
import { Option } from 'commander';
import { apiSettingsSchema, type ApiSettings } from '../api/index.js';
import { UsageError } from '../kernel/index.js';

/** The flags of `serve` that say how the API behaves, as text. */
export interface ApiFlags {
  readonly requireKey?: string;
  readonly rateLimit?: string;
  readonly corsOrigin?: string;
  readonly trustProxy?: string;
  readonly answerSeconds?: string;
  /** Base of an OpenTelemetry collector. */
  readonly otlpEndpoint?: string;
}

/** Adds those flags, each with its environment variable. */
export function addApiFlags(self: Command): Command {
  const flag = (flags: string, about: string, variable: string): Option => new Option(flags, about).env(variable);
  return self
    .addOption(flag('--require-key <scope>', 'ask for a key for reading too: read', 'ALONGSIDE_REQUIRE_KEY'))
    .addOption(
      flag(
        '--rate-limit <number>',
        'requests a minute per key, else per address; 0 for no limit (60000)',
        'ALONGSIDE_RATE_LIMIT',
      ),
    )
    .addOption(
      flag(
        '--cors-origin <list>',
        'origins whose pages may call, joined by commas; * for all',
        'ALONGSIDE_CORS_ORIGIN',
      ),
    )
    .addOption(
      flag('--trust-proxy <number>', 'proxies in front that add to X-Forwarded-For (0)', 'ALONGSIDE_TRUST_PROXY'),
    )
    .addOption(flag('--answer-seconds <number>', 'seconds that a call may take (10)', 'ALONGSIDE_ANSWER_SECONDS'))
    .addOption(
      flag(
        '--otlp-endpoint <url>',
        'OpenTelemetry collector that gets a span a request',
        'OTEL_EXPORTER_OTLP_ENDPOINT',
      ),
    );
}

/** What the flags say; throws a UsageError that names every fault at once. */
export function apiSettings({ requireKey, rateLimit, corsOrigin, trustProxy, answerSeconds }: ApiFlags): ApiSettings {
  const settings = apiSettingsSchema.safeParse({
    requireKeyToRead: read(requireKey, (text) => (text === 'read' ? true : text)),
    rateLimit: read(rateLimit, numberOf),
    corsOrigins: read(corsOrigin, (text) => text.split(',').map((origin) => origin.trim())),
    trustedProxies: read(trustProxy, numberOf),
    answerSeconds: read(answerSeconds, numberOf),
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
};

/** An empty variable says as much as none. */
function read<Value>(text: string | undefined, readText: (text: string) => Value): Value | undefined {
  return text === undefined || text === '' ? undefined : readText(text);
}

/** A number, or the text as it is, for the schema to refuse. */
function numberOf(text: string): unknown {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
