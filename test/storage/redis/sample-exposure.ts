import type { SnapshotExposure } from '../../../src/storage/redis/index.js';

/** What lists of a snapshot show together, no two measures alike. */
export const exposure: SnapshotExposure = {
  lists: 10,
  maxExposure: 0.2,
  mostShown: 'a',
  trafficExposure: 0.3,
  maxFirst: 0.1,
  mostFirst: 'b',
  firstIsBestseller: 0.05,
  firstIsRecent: 0.06,
  topDecile: 0.4,
  belowChance: 0.001,
  notAbove: 0.01,
};
