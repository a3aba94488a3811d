import type { Redis } from 'ioredis';
import { RuleBook } from '../../../../../serving/rules/index.js';
import { readLiveId } from '../../../../../storage/redis/index.js';

/** Milliseconds between two questions. */
const EVERY = 250;

/** Asks Redis, for all processes of a service, which snapshot is live and which rules hold. @returns what ends that */
export function leadVersions(redis: Redis, onChange: () => void): () => void {
  const rules = new RuleBook(redis, { clock: () => new Date(0) });
  let known: string | undefined;
  let asking = false;
  const ask = async (): Promise<void> => {
    const [live, { version }] = await Promise.all([readLiveId(redis), rules.current()]);
    const now = `${live ?? ''} ${version}`;
    if (known !== undefined && known !== now) onChange();
    known = now;
  };
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    ask()
      // While Redis is away nothing changes, and each process says so of itself.
      .catch(() => undefined)
      .finally(() => {
        asking = false;
      });
  }, EVERY);
  return () => {
    clearInterval(timer);
  };
}
