/** A home: what it remembers of its servers, and where these, or those that the environment names, are. */
export {
  environmentServers,
  findServers,
  isUp,
  knownServers,
  neo4jConnection,
  neo4jUser,
  redisConnection,
  withoutPassword,
  type EnvironmentServers,
  type RunningServer,
} from './connections.js';
export { explainDiskError, explainFileError } from './disk-errors.js';
export { StackFile, type HomeRecord, type ServerName, type ServerRecord } from './home-record.js';
export { identityOf, isRunning, signalProcess, type ProcessIdentity } from './process-identity.js';
export { endedServers } from './ended-servers.js';
