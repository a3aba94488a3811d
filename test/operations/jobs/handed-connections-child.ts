import { handedConnections } from '../../../src/operations/jobs/handed-connections.js';

process.send?.(handedConnections());
process.disconnect();
