import type { Redis } from 'ioredis';
import { RuleBook } from '../../../../../serving/rules/index.js';
import { followChanges, readLiveId } from '../../../../../storage/redis/index.js';

/** Milliseconds between two questions: changes are told by Redis itself, and this finds what was not. */
const EVERY = 2000;

/**
 * Finds out, for all that a service serves with, when another snapshot is live or other rules hold: Redis says so, and is asked
 * now and then, as what it says may be lost. @returns what ends that
 */
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
  const look = (): void => {
    if (asking) return;
    asking = true;
    ask()
      // While Redis is away nothing changes, and each process says so of itself.
      .catch(() => undefined)
      .finally(() => {
        asking = false;
      });
  };
  const timer = setInterval(look, EVERY);
  // What is told of is so for certain, also where a look before the change is under way.
  const unfollow = followChanges(redis, onChange);
  return () => {
    clearInterval(timer);
    unfollow();
  };
}
