import type { Redis } from 'ioredis';
import { WRITER_KEY } from './intake-keys.js';
import { withIntakeScripts } from './intake-scripts.js';

/** Milliseconds for which a lease holds that is not prolonged: so long does another process wait for one that died. */
export const LEASE_MILLISECONDS = 5000;

/** One process at a time writes what the stream holds, as its order counts. */
export class WriterLease {
  private readonly redis: Redis;

  /** @param name of this process */
  constructor(
    redis: Redis,
    readonly name: string,
    private readonly milliseconds = LEASE_MILLISECONDS,
  ) {
    this.redis = withIntakeScripts(redis);
  }

  /** Takes the lease, or prolongs it; false where another process has it. */
  async hold(): Promise<boolean> {
    return (await this.redis.intakeLease(1, WRITER_KEY, this.name, this.milliseconds)) === 1;
  }

  /** Gives it up, if this process has it. */
  async release(): Promise<void> {
    await this.redis.intakeReleaseLease(1, WRITER_KEY, this.name);
  }
}
