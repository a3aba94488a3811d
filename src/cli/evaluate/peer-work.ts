import type { Lists, MethodAnswer, PeerData, Truth } from '../../evaluation/index.js';

/** A split as a thread takes it: columns, without the shop's events. */
export interface PeerSplit {
  readonly data: PeerData;
  readonly truth: Truth;
}

/** What a thread of peers is started with. */
export interface PeerWork {
  readonly scored: PeerSplit;
  /** Where settings are chosen. */
  readonly tuning: PeerSplit;
  /** Places of a list. */
  readonly length: number;
}

/** What a thread says: that it tried one more configuration, or how a peer ended. */
export type PeerMessage =
  | { readonly kind: 'tried'; readonly peer: string }
  | { readonly kind: 'answered'; readonly answer: MethodAnswer & { readonly lists: Lists } }
  | { readonly kind: 'failed'; readonly peer: string; readonly message: string };
