import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { JobName } from './job-kind.js';

const stepsSchema = z.array(z.object({ step: z.string(), seconds: z.number().nonnegative() }));

/** A step of a job that ended, and how long it took. */
export type StepTime = z.infer<typeof stepsSchema>[number];

/** What the steps of the latest job of a kind took: what the next one's time is reckoned from, and nothing else. */
export class StepTimes {
  constructor(
    private readonly redis: Redis,
    private readonly kind: JobName,
  ) {}

  /** None where none is kept, or where what is kept cannot be read. */
  async last(): Promise<StepTime[]> {
    try {
      const text = await this.redis.hget(KEY, this.kind);
      return text === null ? [] : (stepsSchema.safeParse(JSON.parse(text)).data ?? []);
    } catch {
      return [];
    }
  }

  /** Keeps the steps of a job that ended; those of one that found little to do would say nothing of the next. */
  async keep(steps: readonly StepTime[]): Promise<void> {
    const before = await this.last();
    if (steps.length < before.length) return;
    await this.redis.hset(KEY, this.kind, JSON.stringify(steps)).catch(() => undefined);
  }
}

/** A hash: the name of a kind, and JSON. */
const KEY = '{alongside}:steps';
