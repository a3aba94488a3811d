import type { Redis } from 'ioredis';
import type { IntakeService } from '../intake/index.js';
import type { ReasonService } from '../explanations/index.js';
import type { RuleBook } from '../rules/index.js';
import type { ListService, RollBackParts, Versions } from '../lists/index.js';
import type { LiveSnapshot } from '../../storage/redis/index.js';
import type { UseParts } from '../insights/index.js';
import type { EmbeddingJobs } from '../jobs/index.js';
import type { ApiMetrics } from './metrics/api-metrics.js';

/** What the calls are answered with, composed once by `createApi`. */
export interface ApiServices {
  readonly lists: ListService;
  readonly live: LiveSnapshot;
  /** Whether Redis did not answer last. */
  readonly redisAway: () => boolean;
  readonly reasons: ReasonService;
  readonly uses: UseParts;
  readonly rules: RuleBook;
  readonly intake: IntakeService;
  readonly jobs: EmbeddingJobs;
  readonly redis: Redis;
  /** What moving `live` needs beside. */
  readonly versioning: Omit<RollBackParts, 'redis'>;
  readonly versions: () => Promise<Versions>;
  readonly metrics: ApiMetrics;
  /** What a scrape is answered with: this process' metrics, or those of all that share the port. */
  readonly scrape: () => Promise<string>;
}
