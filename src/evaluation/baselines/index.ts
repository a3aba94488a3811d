/** The methods that one would use instead, each tuned on a validation split of its own. */
export type { PeerData } from './peer-data.js';
export { peerLists } from './peer-lists.js';
export type { Peer, PeerConfig, PeerTools } from './peer.js';
export { peers } from './registry.js';
export { peerData } from './split-peer-data.js';
export { tunePeer } from './tune-peer.js';
