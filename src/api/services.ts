import type { ListService } from '../serving/index.js';
import type { LiveSnapshot } from '../snapshots/index.js';

/** What the calls are answered with, composed once by the process that serves. */
export interface ApiServices {
  readonly lists: ListService;
  readonly live: LiveSnapshot;
}
