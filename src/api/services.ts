import type { ListService, Versions } from '../serving/index.js';
import type { LiveSnapshot } from '../snapshots/index.js';
import type { ApiMetrics } from './metrics/api-metrics.js';

/** What the calls are answered with, composed once by `createApi`. */
export interface ApiServices {
  readonly lists: ListService;
  readonly live: LiveSnapshot;
  readonly versions: () => Promise<Versions>;
  readonly metrics: ApiMetrics;
}
