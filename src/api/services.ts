import type { ReasonService } from '../reasons/index.js';
import type { RuleBook } from '../rules/index.js';
import type { ListService, Versions } from '../serving/index.js';
import type { LiveSnapshot } from '../snapshots/index.js';
import type { UseParts } from '../uses/index.js';
import type { ApiMetrics } from './metrics/api-metrics.js';

/** What the calls are answered with, composed once by `createApi`. */
export interface ApiServices {
  readonly lists: ListService;
  readonly live: LiveSnapshot;
  readonly reasons: ReasonService;
  readonly uses: UseParts;
  readonly rules: RuleBook;
  readonly versions: () => Promise<Versions>;
  readonly metrics: ApiMetrics;
}
