import { AlongsideError, UsageError } from '../../core/index.js';
import { listen, type ListeningServer } from '../../serving/http/index.js';
import { parseWhole } from './option-values.js';

export interface ListenAddress {
  /** 0 for a free one. */
  readonly port: number;
  readonly host: string;
}

/** The flags of a command that serves metrics on a port of their own, as text. */
export interface MetricsFlags {
  readonly metricsPort?: string;
  readonly metricsHost?: string;
}

/** What `--metrics-port` and `--metrics-host` say, undefined for nothing; throws UsageError `invalid-option`. */
export function metricsAddress({ metricsPort = '', metricsHost = '' }: MetricsFlags): ListenAddress | undefined {
  if (metricsPort !== '') {
    const port = parseWhole('--metrics-port', metricsPort, 0, 65_535);
    return { port, host: metricsHost === '' ? '127.0.0.1' : metricsHost };
  }
  if (metricsHost === '') return undefined;
  throw new UsageError('invalid-option', '--metrics-host is the address of a --metrics-port, which is missing.');
}

/**
 * Refuses the same port for the API and for metrics, where their addresses meet.
 *
 * @throws UsageError `invalid-option`
 */
export function checkPortsApart(api: ListenAddress, metrics: ListenAddress | undefined): void {
  if (metrics === undefined || metrics.port === 0 || metrics.port !== api.port) return;
  const hosts = [api.host, metrics.host];
  if (api.host !== metrics.host && !hosts.some((host) => EVERY_ADDRESS.has(host))) return;
  throw new UsageError(
    'invalid-option',
    `--port and --metrics-port are both ${api.port}; metrics need a port of their own.`,
  );
}

const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::', '']);

/** Serves metrics on the port of their own; throws `port-taken` with the option that chooses another. */
export async function listenForMetrics(
  app: Parameters<typeof listen>[0],
  { port, host }: ListenAddress,
): Promise<ListeningServer> {
  try {
    return await listen(app, port, host);
  } catch (cause) {
    if (!(cause instanceof AlongsideError) || cause.code !== 'port-taken') throw cause;
    throw new AlongsideError(
      'port-taken',
      `Port ${port} is in use. Choose another with --metrics-port.`,
      { port },
      { cause },
    );
  }
}
