import { UsageError } from '../../core/index.js';
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
