/** The Express API: its calls, what stands around them, a server that stops gracefully. */
export { createApp, type AppParts } from './app.js';
export { listen, type ListeningServer } from './http/server.js';
export { operation, type Operation, type OperationDefinition, type RequestContext } from './operation.js';
export { operations } from './operations/index.js';
export { json, jsonText, noContent, text, type Reply } from './reply.js';
export type { ApiServices } from './services.js';
