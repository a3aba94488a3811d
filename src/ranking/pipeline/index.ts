/** One shop's way through learning and ranking, in memory: gather, train, embed, rank. Jobs and evaluation compose it with I/O. */
export { listsFor, type EngineList, type EngineQuery } from './embed/lists-for.js';
export { prepareShop, type PreparedShop } from './embed/prepared-shop.js';
export { rankProducts } from './embed/rank-products.js';
export { listsByVectors } from './embed/users/lists-by-vectors.js';
export { gatherShop, type ShopColumns } from './gathered-shop.js';
export { networkSettings, type NetworkChoice, type NetworkSettings } from './network-settings.js';
export { engineSettings, type EngineSettings } from './settings.js';
export { trainShop } from './train/train-shop.js';
export { chooseRecency } from './train/users/choose-recency.js';
export { trainOnUsers } from './train/users/train-on-users.js';
export { withRanking } from './train/with-ranking.js';
export type { TrainedModel } from './trained-model.js';
export { graphWatermark } from './watermark.js';
