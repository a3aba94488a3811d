import { Option, type Command } from 'commander';

/** The flags of `serve` that say how the API behaves, as text. */
export interface ApiFlags {
  readonly requireKey?: string;
  readonly open?: boolean;
  readonly metricsKey?: boolean;
  readonly metricsPort?: string;
  readonly metricsHost?: string;
  readonly rateLimit?: string;
  readonly corsOrigin?: string;
  readonly trustProxy?: string;
  readonly answerSeconds?: string;
  readonly minPeople?: string;
  readonly graphMilliseconds?: string;
  readonly eventBacklog?: string;
  readonly accessLog?: string;
  readonly maxConnections?: string;
  readonly backlog?: string;
  readonly maxWait?: string;
  readonly processes?: string;
  /** Base of an OpenTelemetry collector. */
  readonly otlpEndpoint?: string;
}

function flag(flags: string, about: string, variable: string): Option {
  return new Option(flags, about).env(variable);
}

/** Adds those flags, each with its environment variable. */
export function addApiFlags(self: Command): Command {
  return self
    .addOption(flag('--require-key <scope>', 'ask for a key for reading too: read', 'ALONGSIDE_REQUIRE_KEY'))
    .option('--open', 'let everybody who reaches the service read, also beyond this machine')
    .option('--metrics-key', 'ask for a key with the scope "metrics" at /metrics')
    .addOption(
      flag('--metrics-port <number>', 'serve /metrics on a port of its own, and on no other', 'ALONGSIDE_METRICS_PORT'),
    )
    .addOption(flag('--metrics-host <address>', 'address of that port (127.0.0.1)', 'ALONGSIDE_METRICS_HOST'))
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
        '--min-people <number>',
        'people that must stand behind a count for it to be told (5)',
        'ALONGSIDE_MIN_PEOPLE',
      ),
    )
    .addOption(
      flag(
        '--graph-milliseconds <number>',
        'milliseconds that Neo4j may take for reasons (1000); five times as long for placements, audiences and campaigns',
        'ALONGSIDE_GRAPH_MILLISECONDS',
      ),
    )
    .addOption(
      flag(
        '--event-backlog <number>',
        'accepted events that may wait to be written (500000)',
        'ALONGSIDE_EVENT_BACKLOG',
      ),
    )
    .addOption(flag('--access-log <on|off>', 'a line in the log for each request (on)', 'ALONGSIDE_ACCESS_LOG'))
    .addOption(
      flag(
        '--otlp-endpoint <url>',
        'OpenTelemetry collector that gets a span a request',
        'OTEL_EXPORTER_OTLP_ENDPOINT',
      ),
    );
}

/** Adds those that bound what is taken on, and by how many processes. */
export function addLoadFlags(self: Command): Command {
  return self
    .addOption(flag('--max-connections <number>', 'open connections of a process (10000)', 'ALONGSIDE_MAX_CONNECTIONS'))
    .addOption(flag('--backlog <number>', 'connections that wait to be taken (1024)', 'ALONGSIDE_BACKLOG'))
    .addOption(
      flag(
        '--max-wait <milliseconds>',
        'milliseconds that a request may wait for its turn before others are refused; 0: none is (1000)',
        'ALONGSIDE_MAX_WAIT',
      ),
    )
    .addOption(
      flag('--processes <number>', 'processes that share the port; auto: one a core (1)', 'ALONGSIDE_PROCESSES'),
    );
}
