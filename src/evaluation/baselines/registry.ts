import {
  categoryPopularity,
  coCount,
  conditionalProbability,
  lift,
  pointwiseMutualInformation,
  popularity,
} from './counting-baselines.js';
import { fastRp, item2Vec, lightGcn } from './embedding-baselines.js';
import { als, ease, gfCf } from './factor-baselines.js';
import {
  bm25Neighbours,
  buyers,
  buyersAndLabels,
  cosineNeighbours,
  labels,
  pearsonNeighbours,
  tfIdfNeighbours,
} from './neighbour-baselines.js';
import type { Baseline } from './baseline.js';
import { personalisedPageRank, rp3Beta } from './walk-baselines.js';

/** Every method that the engine is compared with, the simplest first. */
export const baselines: readonly Baseline[] = [
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
