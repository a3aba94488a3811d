/** Real Neo4j and Redis on this machine, for development, the demo and the tests: no root, no Docker. And the text model. */
export type { StackOptions, StackState } from './stack-options.js';
export { up } from './up.js';
export { down } from './down.js';
export { stackStatus, type ServerStatus, type StackStatus } from './stack-status.js';
export { fetchMiniLm, type FetchedMiniLm } from './minilm-files.js';
