/** One question in, one list out: from a snapshot, under the shop's rules. */
export { listAnswerSchema, type AnsweredList } from './answer.js';
export type { BatchQuery } from './batch-questions.js';
export { BatchRanker, type BatchItem, type DescribedBatchItem } from './batch-ranker.js';
export { categoryLists } from './category-lists.js';
export { itemReason } from './item-reason.js';
export { learnedFor } from './learned-relations.js';
export { ListService, type Asking, type ListReply, type RuleSource } from './list-service.js';
export { openLists, type OpenLists, type OpenListsOptions } from './open-lists.js';
export {
  idSchema,
  listFiltersSchema,
  listQuerySchema,
  productQuery,
  queryText,
  userListFiltersSchema,
  userQuery,
  type ListQuery,
} from './query.js';
export { rollBack, type RollBack, type RollBackParts } from './roll-back.js';
export { suppressibleCountSchema } from './small-count-suppression.js';
export { topLists } from './top-lists.js';
export { listVersions, versionsSchema, type Versions } from './versions.js';
export { ofNamed, versionNamed } from './find-version.js';
export { pointAt } from './set-pointer.js';
