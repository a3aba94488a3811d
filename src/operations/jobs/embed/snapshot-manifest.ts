import type { EngineSettings, PreparedShop } from '../../../ranking/pipeline/index.js';
import { scoreFormula } from '../../../ranking/reranking/index.js';
import type { RankingModel } from '../../../ranking/types.js';
import { contentName, packageVersion } from '../../../core/index.js';
import { INTERACTION_KINDS, type InteractionKind, type Interactions } from '../../../shop/index.js';
import { SNAPSHOT_FORMAT, type NewManifest, type SnapshotManifest } from '../../../storage/redis/index.js';

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
  return contentName(content);
}

/** What is known of a snapshot beside the shop that it is prepared from. */
type SnapshotFacts = Pick<SnapshotManifest, 'id' | 'model' | 'watermark' | 'createdAt' | 'basketTotal' | 'notes'>;

/** What a snapshot of a prepared shop says of itself. */
export function snapshotManifest(
  { catalogue, model, ...shop }: PreparedShop,
  { unit, finest, basketTime, kind }: Pick<Interactions, 'unit' | 'finest' | 'basketTime' | 'kind'>,
  facts: SnapshotFacts,
): NewManifest {
  return {
    format: SNAPSHOT_FORMAT,
    ...facts,
    products: catalogue.products.ids.length,
    dimension: shop.dimension,
    history: shop.history,
    candidatesPerList: model.settings.candidates,
    explained: { most: shop.explained, ...formulaOf(model.ranking) },
    level: shop.level,
    unit,
    finest,
    kinds: kindsOf(kind),
    leastPeople: model.settings.evidence.leastPeople ?? 0,
    newestEvent: newestEvent(basketTime),
    ranking: model.ranking,
    ...bounds(model.ranking),
  };
}

function bounds({ balanced, maxExposure }: RankingModel): Pick<NewManifest, 'balance' | 'maxExposure'> {
  return {
    ...(balanced === undefined ? {} : { balance: balanced.balance }),
    ...(maxExposure === undefined ? {} : { maxExposure }),
  };
}

function formulaOf(ranking: RankingModel): Omit<SnapshotManifest['explained'], 'most'> {
  const { signals, debias, recentShare } = scoreFormula(ranking.secondStage);
  return { signals: [...signals], debias, recentShare };
}

function kindsOf(kinds: Uint8Array): InteractionKind[] {
  const found = new Set(kinds);
  return INTERACTION_KINDS.filter((_, kind) => found.has(kind));
}

function newestEvent(times: Float64Array): string | null {
  const newest = times.reduce((latest, time) => (time > latest ? time : latest), -Infinity);
  return newest === -Infinity ? null : new Date(newest).toISOString();
}
