/** A Neo4j and a Redis of one's own: fetched, checked, started, stopped; and what a home remembers of them. */
export { ArtefactCache } from './artefact-cache.js';
export { digestOf } from './artefact-download.js';
export type { Artefact } from './artefact-lock.js';
export { down, stopRemembered } from './down.js';
export { fetchMiniLm } from './minilm-files.js';
export { stackStatus, type StackStatus } from './stack-status.js';
export { findJavaFor } from './start-neo4j.js';
export { prepareRedis } from './start-redis.js';
export { reviveServers } from './revive.js';
export { ServerKeeper } from './server-keeper.js';
export { up } from './up.js';
