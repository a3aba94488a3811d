/**
 * The bound of the benchmark `events`, a process of its own: a bare Express route that reads a body of events and adds each to a
 * stream of REDIS_URL. Writes its address to stdout.
 */
import express from 'express';
import { openRedis } from '../../src/storage/redis/index.js';
import { listen } from '../../src/serving/http/index.js';

const redis = await openRedis(process.env['REDIS_URL'] ?? '');
const app = express();
app.post('/v1/events', express.json({ limit: '2mb' }), async (request, response) => {
  const { events } = request.body as { events: object[] };
  const pipeline = redis.pipeline();
  for (const event of events)
    pipeline.xadd('alongside-bench:events', 'MAXLEN', '~', 100_000, '*', 'event', JSON.stringify(event));
  await pipeline.exec();
  response.status(202).json({ accepted: events.length, rejected: [] });
});
const server = await listen(app, 0);
process.stdout.write(`${server.url}\n`);
