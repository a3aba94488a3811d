import {
  categoryPopularity,
  coCount,
  conditionalProbability,
  lift,
  pointwiseMutualInformation,
  popularity,
} from './counting-peers.js';
import { fastRp, item2Vec, lightGcn } from './embedding-peers.js';
import { als, ease, gfCf } from './factor-peers.js';
import {
  bm25Neighbours,
  buyers,
  buyersAndLabels,
  cosineNeighbours,
  labels,
  pearsonNeighbours,
  tfIdfNeighbours,
} from './neighbour-peers.js';
import type { Peer } from './peer.js';
import { personalisedPageRank, rp3Beta } from './walk-peers.js';

/** Every method that the engine is compared with, the simplest first. */
export const peers: readonly Peer[] = [
  popularity,
  categoryPopularity,
  coCount,
  conditionalProbability,
  lift,
  pointwiseMutualInformation,
  cosineNeighbours,
  pearsonNeighbours,
  tfIdfNeighbours,
  bm25Neighbours,
  buyers,
  labels,
  buyersAndLabels,
  rp3Beta,
  personalisedPageRank,
  ease,
  als,
  gfCf,
  fastRp,
  item2Vec,
  lightGcn,
];
