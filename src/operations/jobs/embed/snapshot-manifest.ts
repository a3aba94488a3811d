import { createHash } from 'node:crypto';
import type { EngineSettings, PreparedShop } from '../../../ranking/pipeline/index.js';
import { scoreFormula } from '../../../ranking/reranking/index.js';
import type { RankingModel } from '../../../ranking/types.js';
import { packageVersion } from '../../../core/index.js';
import type { Interactions } from '../../../shop/index.js';
import {
  EMBEDDING_BLOCK,
  SNAPSHOT_FORMAT,
  encodeUserModel,
  type SnapshotManifest,
} from '../../../storage/redis/index.js';

/** All that decides a snapshot's content. */
export interface SnapshotIdentity extends Pick<SnapshotManifest, 'watermark' | 'level'> {
  /** SHA-256 of the customers' histories. */
  readonly histories: string;
  /** Names the model. */
  readonly model: string;
  readonly settings: EngineSettings;
}

/** Names a snapshot after all that decides its content. */
export function snapshotId({ watermark, histories, model, level, settings }: SnapshotIdentity): string {
  const content = JSON.stringify({
    format: SNAPSHOT_FORMAT,
    version: packageVersion,
    watermark,
    histories,
    model,
    level,
    settings,
  });
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** What is known of a snapshot beside the shop that it is prepared from. */
type SnapshotFacts = Pick<SnapshotManifest, 'id' | 'model' | 'watermark' | 'createdAt' | 'users' | 'basketTotal'>;

/** What a snapshot of a prepared shop says of itself. */
export function snapshotManifest(
  { catalogue, model, ...shop }: PreparedShop,
  { unit, basketTime }: Pick<Interactions, 'unit' | 'basketTime'>,
  { id, model: name, watermark, createdAt, users, basketTotal }: SnapshotFacts,
): SnapshotManifest {
  const products = catalogue.products.ids.length;
  return {
    format: SNAPSHOT_FORMAT,
    id,
    model: name,
    watermark,
    createdAt,
    products,
    dimension: shop.dimension,
    embeddingBlocks: Math.ceil(products / EMBEDDING_BLOCK),
    lists: shop.listed.length,
    categoryLists: shop.categoryLists.length,
    coldProducts: shop.coldProductLists ? shop.listed.length : 0,
    categoryColdProducts: shop.categoryColdProducts.length,
    learnedRelations: shop.learnedRelations.filter((relations) => relations.length > 0).length,
    history: shop.history,
    users,
    ...(model.users === undefined ? {} : { userModel: encodeUserModel(model.users).length }),
    candidatesPerList: model.settings.candidates,
    explained: { most: shop.explained, ...formulaOf(model.ranking) },
    level: shop.level,
    unit,
    basketTotal,
    newestEvent: newestEvent(basketTime),
    ranking: model.ranking,
  };
}

function formulaOf(ranking: RankingModel): Omit<SnapshotManifest['explained'], 'most'> {
  const { signals, debias, recentShare } = scoreFormula(ranking.secondStage);
  return { signals: [...signals], debias, recentShare };
}

function newestEvent(times: Float64Array): string | null {
  const newest = times.reduce((latest, time) => (time > latest ? time : latest), -Infinity);
  return newest === -Infinity ? null : new Date(newest).toISOString();
}
