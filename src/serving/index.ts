/** Answers questions from the live snapshot: what the API and the command line share. */
export {
  answeredItemSchema,
  answeredListSchema,
  type AnsweredItem,
  type AnsweredList,
  type ReasonEvidence,
} from './answer.js';
export type { BatchQuery } from './batch-questions.js';
export { BatchRanker, type BatchItem } from './batch-ranker.js';
export { ListService } from './list-service.js';
export { idSchema, listFiltersSchema, listQuerySchema, type ListQuery } from './query.js';
export { topLists, type TopList } from './top-lists.js';
export { listVersions, versionsSchema, type Versions } from './versions.js';
