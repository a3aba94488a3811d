/** One shop's way through learning and ranking, in memory: gather, train, embed, rank. Jobs and evaluation compose it with I/O. */
export { answerQueries, type EngineList, type EngineQuery } from './rank/answer-queries.js';
export { prepareShop, type PreparedShop } from './rank/prepare-shop.js';
export { rankProducts } from './rank/rank-products.js';
export { listsByVectors } from './users/lists-by-vectors.js';
export { gatherShop, type GatheredShop, type ShopColumns } from './gather/gather-shop.js';
export { rankedShop, withLeastPeople } from './gather/few-bought.js';
export { networkSettings, type NetworkChoice, type NetworkSettings } from './network-settings.js';
export { engineSettings, type EngineSettings } from './settings.js';
export { trainShop } from './train/train-shop.js';
export { chooseRecency } from './train/users/choose-recency.js';
export { trainOnUsers } from './train/users/train-on-users.js';
export { replaceRanking } from './rank/replace-ranking.js';
export type { TrainedModel } from './trained-model.js';
export {
  makeEpoch,
  rowsUnderEpoch,
  type Epoch,
  type FullRun,
  type ProductRow,
  type TouchedShop,
} from './epoch/index.js';
export { rankCategories, rankCategoryColdProducts, type CategoryLists } from './rank/category-lists.js';
export { graphWatermark } from './graph-watermark.js';
