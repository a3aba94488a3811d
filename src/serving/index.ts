/** Answers questions from the live snapshot: what the API and the command line share. */
export {
  answeredItemSchema,
  answeredListSchema,
  listAnswerSchema,
  type AnsweredItem,
  type AnsweredList,
  type ReasonEvidence,
} from './answer.js';
export type { BatchQuery } from './batch-questions.js';
export { BatchRanker, type BatchItem } from './batch-ranker.js';
export { categoryLists } from './category-lists.js';
export { itemReason, type ReasonContext } from './item-reason.js';
export { ListService, type ListReply, type ListServiceOptions, type RuleSource } from './list-service.js';
export { openLists, type OpenLists, type OpenListsOptions } from './open-lists.js';
export {
  idSchema,
  listFiltersSchema,
  listQuerySchema,
  productQuery,
  userListFiltersSchema,
  userQuery,
  type ListQuery,
} from './query.js';
export { toldCountSchema } from './told-count.js';
export { topLists, type TopList } from './top-lists.js';
export { listVersions, versionsSchema, type Versions } from './versions.js';
