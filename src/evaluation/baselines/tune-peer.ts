import { AlongsideError } from '../../core/index.js';
import { peerLists } from './peer-lists.js';
import type { PeerData } from './peer-data.js';
import type { Peer, PeerConfig, PeerTools } from './peer.js';

/** Queries that are held out of the data, and how long their lists are. */
export interface PeerValidation {
  readonly data: PeerData;
  readonly queries: Int32Array;
  readonly length: number;
}

/** The quality of lists [queries × length]; higher is better. */
export type ListMetric = (lists: Int32Array) => number;

export interface TunedPeer<Config extends PeerConfig = PeerConfig> {
  readonly config: Config;
  readonly value: number;
  /** Every configuration tried, in the order of the grid. */
  readonly trials: readonly { readonly config: Config; readonly value: number }[];
}

/** The configuration of the peer's grid whose lists are best on the validation queries; of equal ones the first. */
export async function tunePeer<Config extends PeerConfig>(
  peer: Peer<Config>,
  { data, queries, length }: PeerValidation,
  metric: ListMetric,
  tools: PeerTools,
): Promise<TunedPeer<Config>> {
  const trials: { config: Config; value: number }[] = [];
  for await (const { config, scorer } of peer.trials(data, peer.grid(data), tools)) {
    trials.push({ config, value: metric(peerLists(data, scorer, queries, length)) });
  }
  if (trials.length === 0) {
    throw new AlongsideError('peer-without-configuration', `The peer "${peer.name}" has no configuration to try.`, {
      peer: peer.name,
    });
  }
  return { ...trials.reduce((best, trial) => (trial.value > best.value ? trial : best)), trials };
}
