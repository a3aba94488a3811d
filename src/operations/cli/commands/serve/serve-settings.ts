import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { apiSettingsSchema, type ApiSettings, type ServerLimits } from '../../../../serving/http/index.js';
import { UsageError, issueText, withoutCredentials } from '../../../../core/index.js';
import { metricsAddress } from '../../metrics-address.js';
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
  const settings = apiSettingsSchema.safeParse(
    {
      requireKeyToRead: read(requireKey, (text) => (text === 'read' ? true : text)),
      requireKeyForMetrics: flags.metricsKey === true,
      metricsApart: metricsAddress(flags) !== undefined,
      rateLimit: read(rateLimit, numberOf),
      corsOrigins: read(corsOrigin, (text) => text.split(',').map((origin) => origin.trim())),
      trustedProxies: read(trustProxy, numberOf),
      answerSeconds: read(answerSeconds, numberOf),
      minPeople: read(flags.minPeople, numberOf),
      mostBacklog: read(flags.eventBacklog, numberOf),
      graphMilliseconds: read(flags.graphMilliseconds, numberOf),
      accessLog: read(flags.accessLog, (text) => (text === 'on' ? true : text === 'off' ? false : text)),
    },
    { error: issueText },
  );
  if (settings.success) return withoutContradiction(settings.data);
  const faults = settings.error.issues.map(({ path, message }) => {
    const name = path[0] as keyof ApiSettings;
    return `${FLAGS[name]} ${WORDS[name] ?? message}`;
  });
  throw new UsageError('invalid-option', faults.join('\n'));
}

/** Pages of every origin cannot send keys, so that where reading needs one they could read nothing. */
function withoutContradiction(settings: ApiSettings): ApiSettings {
  if (!settings.requireKeyToRead || !settings.corsOrigins.includes('*')) return settings;
  throw new UsageError(
    'invalid-option',
    '--cors-origin: with --require-key read, * lets no page in. Name origins, or make a key for pages: "alongside keys create --scope browse --origin https://shop.example".',
  );
}

/**
 * Refuses to let everybody read beyond this machine unasked: who listens on another address than loopback asks for keys,
 * or says `--open`.
 *
 * @throws UsageError `invalid-option`
 */
export function checkExposure(host: string, { requireKeyToRead }: ApiSettings, open: boolean): void {
  if (open || requireKeyToRead || isLoopback(host)) return;
  throw new UsageError(
    'invalid-option',
    `--host ${host} can be reached from other machines. Ask for a key with --require-key read ("alongside keys create --scope read" makes one), or let everybody who reaches it read with --open.`,
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/i.test(host);
}

/** Where spans go; undefined where nobody asks for them. Throws a UsageError for anything but an address. */
export function otlpEndpoint({ otlpEndpoint: text = '' }: ApiFlags): string | undefined {
  if (text === '') return undefined;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageError(
    'invalid-option',
    `--otlp-endpoint takes an address such as http://127.0.0.1:4318, not "${withoutCredentials(text)}".`,
  );
}

const PROCESSES = 'must be a whole number from 1 to 256, or auto';

const limitsSchema = z.object({
  connections: z.int().min(1).max(1e6).default(10_000),
  backlog: z.int().min(1).max(65_535).default(1024),
  mostWait: z
    .number()
    .min(0)
    .max(600_000)
    .default(1000)
    .transform((milliseconds) => (milliseconds === 0 ? Infinity : milliseconds)),
  processes: z.union([z.int(PROCESSES).min(1, PROCESSES).max(256, PROCESSES), z.literal('auto')], PROCESSES).default(1),
});

/** What a server takes on, and how many processes share its port. */
export interface LoadSettings {
  readonly limits: ServerLimits;
  readonly processes: number;
}

/** The same of the flags that bound what is taken on. */
export function loadSettings({ maxConnections, backlog, maxWait, processes }: ApiFlags): LoadSettings {
  const settings = limitsSchema.safeParse(
    {
      connections: read(maxConnections, numberOf),
      backlog: read(backlog, numberOf),
      mostWait: read(maxWait, numberOf),
      processes: read(processes, numberOf),
    },
    { error: issueText },
  );
  if (!settings.success) {
    const faults = settings.error.issues.map(({ path, message }) => `${LOAD_FLAGS[String(path[0])]} ${message}`);
    throw new UsageError('invalid-option', faults.join('\n'));
  }
  const { processes: asked, ...limits } = settings.data;
  return { limits, processes: asked === 'auto' ? availableParallelism() : asked };
}

const LOAD_FLAGS: Readonly<Record<string, string>> = {
  connections: '--max-connections',
  backlog: '--backlog',
  mostWait: '--max-wait',
  processes: '--processes',
};

const FLAGS: Readonly<Record<keyof ApiSettings, string>> = {
  requireKeyToRead: '--require-key',
  requireKeyForMetrics: '--metrics-key',
  metricsApart: '--metrics-port',
  rateLimit: '--rate-limit',
  corsOrigins: '--cors-origin',
  trustedProxies: '--trust-proxy',
  answerSeconds: '--answer-seconds',
  minPeople: '--min-people',
  mostBacklog: '--event-backlog',
  graphMilliseconds: '--graph-milliseconds',
  accessLog: '--access-log',
};

/** Of flags whose words stand for true and false. */
const WORDS: Readonly<Partial<Record<keyof ApiSettings, string>>> = {
  requireKeyToRead: 'takes "read" alone',
  accessLog: 'takes "on" or "off"',
};

/** An empty variable says as much as none. */
function read<Value>(text: string | undefined, readText: (text: string) => Value): Value | undefined {
  return text === undefined || text === '' ? undefined : readText(text);
}

/** A number, or the text as it is, for the schema to refuse. */
function numberOf(text: string): unknown {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
