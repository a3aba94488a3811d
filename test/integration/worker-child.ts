/** A worker in a process of its own, so that a test can kill it; it takes up the job of a dead one within seconds. */
import { pino } from 'pino';
import { startWorker } from '../../src/operations/jobs/index.js';

const { NEO4J_URI: uri = '', NEO4J_USER: user = '', NEO4J_PASSWORD: password = '', REDIS_URL: url = '' } = process.env;
startWorker({
  servers: { neo4j: { uri, user, password }, redis: { url } },
  models: process.env['ALONGSIDE_MODELS'] ?? '',
  logger: pino({ level: 'silent' }),
  ...(process.env['TEST_JOB_MEMORY'] === undefined ? {} : { memory: Number(process.env['TEST_JOB_MEMORY']) }),
  recovery: { lockDuration: 3000, stalledInterval: 1000 },
});
process.send?.('ready');
