import type { JobParts } from '../job-process.js';

/** What an embedding works with. */
export interface EmbedParts extends JobParts {
  readonly now: () => Date;
  /** Seconds that the replaced snapshot stays readable. */
  readonly graceSeconds: number;
}
