/** One shop's pipeline in memory: gather evidence, decide a model, prepare, rank. Jobs and evaluation compose it with I/O. */
export { ENGINE_LAYERS, USER_WAYS, type EngineLayer, type UserWay } from './choices.js';
export { engineSettings, type EngineSettings } from './settings.js';
export { gatherShop, type GatheredShop, type ShopColumns } from './gathered-shop.js';
export { graphWatermark } from './watermark.js';
export type { TrainedModel } from './trained-model.js';
export type { EngineHooks } from './engine-hooks.js';
export { networkSettings, type NetworkChoice, type NetworkSettings } from './network-settings.js';
export type { LearnedNetwork } from './learned-network.js';
export type { TrainHooks } from './train-hooks.js';
export { trainShop, type TrainOptions } from './train-shop.js';
export type { ValidationReport } from './validation.js';
export { prepareShop, type PreparedShop } from './prepared-shop.js';
export { withRanking } from './with-ranking.js';
export { rankProducts } from './ranking/rank-products.js';
export {
  listsFor,
  type CustomerQuery,
  type EngineList,
  type EngineQuery,
  type ListOptions,
  type ProductQuery,
} from './lists-for.js';
export { chooseRecency } from './users/choose-recency.js';
export { trainOnUsers, type UserTrainingHooks } from './users/train-on-users.js';
export { listsByVectors } from './users/lists-by-vectors.js';
