/** The HTTP API. */
export { createApi, type Api } from './create-api.js';
export { summedMetrics, type ApiMetrics, type MetricValues } from './metrics/api-metrics.js';
export {
  addIntakeGauge,
  addQueueGauge,
  addRestartCounter,
  inTime,
  type IntakeStates,
  type QueueStates,
} from './metrics/service-metrics.js';
export { createProbeApp, type ProbeParts } from './metrics/probe-app.js';
export type { ServerLimits } from './load/bounded.js';
export { USUAL_TIMES, listen, type ListeningServer } from './middleware/server.js';
export type { Operation } from './operation.js';
export { operations } from './operations/index.js';
export { apiSettingsSchema, type ApiSettings } from './settings.js';
export { startTracing } from './tracing/start-tracing.js';
