import type { Redis } from 'ioredis';
import { CHANGES_CHANNEL } from './snapshot-keys.js';

/**
 * Calls `onChange` when somebody says that another snapshot is live, or other rules are set; and whenever a connection was
 * made anew, as what was said meanwhile is not said again. @returns what ends that
 */
export function followChanges(redis: Redis, onChange: () => void): () => void {
  const subscriber = redis.duplicate();
  subscriber.on('error', () => undefined); // Whoever asks Redis is told.
  subscriber.on('message', onChange);
  subscriber.on('ready', () => {
    subscriber.subscribe(CHANGES_CHANNEL).then(onChange, () => undefined);
  });
  subscriber.connect().catch(() => undefined);
  return () => {
    subscriber.disconnect();
  };
}
