import type { MetricValues } from '../../../../../serving/http/index.js';
import type { ServedAt } from '../served-at.js';

/** What a serving process tells the one that started it. */
export type FromChild =
  | { readonly type: 'serving'; readonly at: ServedAt }
  /** Somebody scrapes this one. */
  | { readonly type: 'scrape'; readonly scrape: number }
  | { readonly type: 'values'; readonly scrape: string; readonly values: MetricValues };

/** What that one tells a serving process. */
export type ToChild =
  /** Another snapshot is live, or other rules are. */
  | { readonly type: 'changed' }
  | { readonly type: 'tell values'; readonly scrape: string }
  | { readonly type: 'scraped'; readonly scrape: number; readonly text: string };
