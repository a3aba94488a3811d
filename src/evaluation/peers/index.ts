/** The methods that a shop could use instead, tuned as fairly as the engine itself. */
export type { PeerData, RowKind } from './peer-data.js';
export {
  combinations,
  definePeer,
  type Peer,
  type PeerConfig,
  type PeerDefinition,
  type PeerTools,
  type PeerTrial,
} from './peer.js';
export { peerLists, type ListRules } from './peer-lists.js';
export { peers } from './registry.js';
export { tunePeer, type ListMetric, type PeerValidation, type TunedPeer } from './tune-peer.js';
