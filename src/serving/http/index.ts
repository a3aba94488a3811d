/** The HTTP API. */
export { createApi, type Api } from './create-api.js';
export { listen, type ListeningServer } from './middleware/server.js';
export type { Operation } from './operation.js';
export { operations } from './operations/index.js';
export { apiSettingsSchema, type ApiSettings } from './settings.js';
export { startTracing } from './tracing/start-tracing.js';
