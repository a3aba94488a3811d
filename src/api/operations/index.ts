/**
 * Every call, one a file, in the order of the reference.
 *
 * Reading calls stand here today. What writes (events, catalogue, jobs, feedback, the choice of the live version) joins as
 * further files: each brings its own schemas, scope and examples, and nothing else has to know of it.
 */
import type { Operation } from '../operation.js';
import { basketList } from './basket-list.js';
import { liveness } from './liveness.js';
import { metrics } from './metrics.js';
import { productList } from './product-list.js';
import { readiness } from './readiness.js';
import { userList } from './user-list.js';
import { versions } from './versions.js';

export const operations: readonly Operation[] = [
  productList,
  basketList,
  userList,
  versions,
  liveness,
  readiness,
  metrics,
];
