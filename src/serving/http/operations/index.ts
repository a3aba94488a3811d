/**
 * Every call, one a file, in the order of the reference.
 *
 * Reading calls stand here today. What writes (events, catalogue, jobs, feedback, the choice of the live version) joins as
 * further files: each brings its own schemas, scope and examples, and nothing else has to know of it.
 */
import type { Operation } from '../operation.js';
import { basketList } from './basket-list.js';
import { categoryCampaign } from './category-campaign.js';
import { listBatch } from './list-batch.js';
import { liveness } from './liveness.js';
import { metrics } from './metrics.js';
import { postEvents } from './post-events.js';
import { productAudience } from './product-audience.js';
import { productList } from './product-list.js';
import { productPlacements } from './product-placements.js';
import { productWhy } from './product-why.js';
import { readiness } from './readiness.js';
import {
  addEmbeddingJob,
  cancelEmbeddingJob,
  followEmbeddingJob,
  getEmbeddingJob,
  listEmbeddingJobs,
} from './embedding-jobs.js';
import { getRules, getRulesHistory, getRulesVersion, putRules } from './rules.js';
import { userList } from './user-list.js';
import { deleteVersionPointer, putLiveVersion, putVersionPointer } from './version-pointers.js';
import { versions } from './versions.js';

export const operations: readonly Operation[] = [
  productList,
  basketList,
  listBatch,
  userList,
  productWhy,
  productPlacements,
  productAudience,
  categoryCampaign,
  postEvents,
  getRules,
  putRules,
  getRulesHistory,
  getRulesVersion,
  addEmbeddingJob,
  listEmbeddingJobs,
  getEmbeddingJob,
  followEmbeddingJob,
  cancelEmbeddingJob,
  versions,
  putLiveVersion,
  putVersionPointer,
  deleteVersionPointer,
  liveness,
  readiness,
  metrics,
];
