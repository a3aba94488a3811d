/** Real Neo4j and Redis on this machine, for development, the demo and the tests: no root, no Docker. */
export { up, type StackOptions, type StackState } from './up.js';
export { down } from './down.js';
export { findServers, withoutPassword } from './stack-connections.js';
export { stackStatus, type ServerStatus, type StackStatus } from './stack-status.js';
