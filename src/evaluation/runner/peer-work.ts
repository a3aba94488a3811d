import type { MethodAnswer } from '../results/index.js';
import type { PeerData } from '../baselines/index.js';
import type { Truth } from '../metrics/index.js';

/** A split as a process takes it: columns, without the shop's events. */
export interface PeerSplit {
  readonly data: PeerData;
  readonly truth: Truth;
}

/** What peers are asked about. */
export interface PeerWork {
  readonly scored: PeerSplit;
  /** Where settings are chosen. */
  readonly tuning: PeerSplit;
  /** Places of a list. */
  readonly length: number;
}

/** What a process is told: first the work, then peers. */
export type PeerOrder =
  { readonly kind: 'work'; readonly work: PeerWork } | { readonly kind: 'peer'; readonly name: string };

/** What a process says: that it tried one more configuration, or how a peer ended. */
export type PeerMessage =
  | { readonly kind: 'tried'; readonly peer: string }
  | { readonly kind: 'answered'; readonly answer: MethodAnswer }
  | { readonly kind: 'failed'; readonly peer: string; readonly message: string };
