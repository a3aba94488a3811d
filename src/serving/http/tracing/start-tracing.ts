import { packageVersion } from '../../../core/index.js';
import type { RequestTracing } from './trace-requests.js';

export interface RunningTracing extends RequestTracing {
  /** Sends what is still held, and ends. */
  close(): Promise<void>;
}

/**
 * Sends spans to an OpenTelemetry collector over HTTP, in batches.
 *
 * The SDK is loaded here and nowhere else, so that a service without a collector does not pay for it.
 *
 * @param endpoint the collector's base, such as http://127.0.0.1:4318
 */
export async function startTracing(endpoint: string): Promise<RunningTracing> {
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }, { W3CTraceContextPropagator }] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/core'),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'alongside', 'service.version': packageVersion }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter)],
  });
  return {
    tracer: provider.getTracer('alongside', packageVersion),
    propagator: new W3CTraceContextPropagator(),
    close: () => provider.shutdown(),
  };
}
