/** The Express API: its calls, what stands around them, a server that stops gracefully. */
export { createApi, type Api, type ApiParts } from './create-api.js';
export { listen, type ListeningServer } from './http/server.js';
export { operation, type Operation, type OperationDefinition, type RequestContext } from './operation.js';
export { operations } from './operations/index.js';
export { json, jsonText, noContent, text, type Reply } from './reply.js';
export type { ApiServices } from './services.js';
export { apiSettingsSchema, type ApiSettings } from './settings.js';
export { startTracing, type RunningTracing } from './tracing/start-tracing.js';
