import type { MethodAnswer } from '../results/index.js';
import type { BaselineData } from '../baselines/index.js';
import type { Truth } from '../metrics/index.js';

/** A split as a process takes it: columns, without the shop's events. */
export interface BaselineSplit {
  readonly data: BaselineData;
  readonly truth: Truth;
}

/** What baselines are asked about. */
export interface BaselineWork {
  readonly scored: BaselineSplit;
  /** Where settings are chosen. */
  readonly tuning: BaselineSplit;
  /** Places of a list. */
  readonly length: number;
}

/** What a process is told: first the work, then baselines. */
export type BaselineOrder =
  { readonly kind: 'work'; readonly work: BaselineWork } | { readonly kind: 'baseline'; readonly name: string };

/** What a process says: that it tried one more configuration, or how a baseline ended. */
export type BaselineMessage =
  | { readonly kind: 'tried'; readonly baseline: string }
  | { readonly kind: 'answered'; readonly answer: MethodAnswer }
  | { readonly kind: 'failed'; readonly baseline: string; readonly message: string };
