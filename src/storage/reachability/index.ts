/** Where servers are, and why one cannot be talked to, found out from what its address does. */
export { answerOrListener, listenerNow } from './answer-or-listener.js';
export type { Listener } from './listener.js';
export { networkFault, type NetworkFault, type ServerAddress } from './network-fault.js';
export { neo4jAddress, neo4jConnectionOf } from './neo4j-address.js';
export { redisAddress, type RedisAddress } from './redis-address.js';
export { isUntrusted, type ServerFault } from './server-fault.js';
