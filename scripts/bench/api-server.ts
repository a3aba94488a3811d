/**
 * The server under measurement, a process of its own: `api` the whole API on REDIS_URL, with its limits and headers, `bare FILE`
 * a bare Express route that sends the bytes of the file. Writes its address to stdout, and tells a parent that asks how much
 * processor time it took.
 */
import { readFileSync } from 'node:fs';
import express, { type Express } from 'express';
import { pino } from 'pino';
import { apiSettingsSchema, createApi, listen, type Api } from '../../src/serving/http/index.js';
import { GraphConnection } from '../../src/storage/neo4j/index.js';
import { openRedis } from '../../src/storage/redis/index.js';

const [kind, source] = process.argv.slice(2);
const handler = kind === 'api' ? await api(process.env['REDIS_URL'] ?? '') : bare(readFileSync(source));
const server = await listen(handler, 0);
process.stdout.write(`${server.url}\n`);
process.on('message', () => {
  process.send?.(process.cpuUsage());
});

async function api(redisUrl: string): Promise<Api['handlers']> {
  return createApi({
    redisUrl,
    redis: await openRedis(redisUrl),
    // Never asked: lists need no graph.
    graph: GraphConnection.lazy({ uri: 'bolt://127.0.0.1:1', user: 'neo4j', password: 'none' }),
    models: { list: () => Promise.resolve([]), setLive: () => Promise.resolve() },
    queues: () => Promise.resolve({}),
    logger: pino({ level: 'info' }),
    // Counted as ever, and never reached.
    settings: apiSettingsSchema.parse({ rateLimit: 1e9 }),
    // As `serve` has it.
    lists: { believeFor: 250 },
  }).handlers;
}

function bare(bytes: Buffer): Express {
  const app = express();
  app.get('/bare', (_request, response) => {
    response.type('application/json').send(bytes);
  });
  app.post('/bare', express.json(), (_request, response) => {
    response.type('application/json').send(bytes);
  });
  return app;
}
