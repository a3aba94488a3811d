/** The Express API: routes, problems, a server that stops gracefully. */
export { createApp, type AppParts } from './app.js';
export { listen, type ListeningServer } from './server.js';
