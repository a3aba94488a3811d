import type { LearnedRelation } from '../../../../ranking/types.js';
import { makeEpoch, type Epoch, type FullRun, type PreparedShop } from '../../../../ranking/pipeline/index.js';
import type { ModelStore } from '../../../../storage/models/index.js';
import type { NewManifest } from '../../../../storage/redis/index.js';

/** What of a full embedding every snapshot of its epoch tells as it was. */
export interface ToldOfEpoch extends Pick<PreparedShop, 'popular' | 'eventless' | 'history'> {
  readonly manifest: NewManifest;
  readonly learnedRelations: readonly (readonly [category: number, relations: readonly LearnedRelation[]])[];
  /** [products] orders in which each was bought, and people whose orders these are. */
  readonly baskets: Int32Array;
  readonly purchasers: Int32Array;
}

/** An epoch as it is kept between embeddings. */
export interface StoredEpoch {
  readonly epoch: Epoch;
  readonly told: ToldOfEpoch;
}

/** Keeps the epoch that a full embedding begins, named after its snapshot. */
export async function saveEpoch(models: ModelStore, run: FullRun, manifest: NewManifest): Promise<void> {
  const { prepared } = run;
  const { popular, eventless, history, evidence } = prepared;
  const { baskets, purchasers } = evidence;
  const learnedRelations = [...prepared.learnedRelations];
  const told: ToldOfEpoch = { manifest, popular, eventless, history, learnedRelations, baskets, purchasers };
  const stored: StoredEpoch = { epoch: makeEpoch(run), told };
  await models.epochs.save(manifest.id, stored);
}

/** Throws `epoch-missing`. */
export async function loadEpoch(models: ModelStore, name: string): Promise<StoredEpoch> {
  return (await models.epochs.load(name)) as StoredEpoch;
}
