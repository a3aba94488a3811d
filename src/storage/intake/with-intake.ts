import type { ServerConnections } from '../../core/index.js';
import { openRedis } from '../redis/index.js';
import { Intake } from './intake.js';

/** Asks the intake of a Redis something, over a connection of its own. */
export async function withIntake<Value>(
  { redis: where }: Pick<ServerConnections, 'redis'>,
  ask: (intake: Intake) => Promise<Value>,
): Promise<Value> {
  const redis = await openRedis(where.url);
  try {
    return await ask(new Intake(redis));
  } finally {
    redis.disconnect();
  }
}
