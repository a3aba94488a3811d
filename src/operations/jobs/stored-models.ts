import { z } from 'zod';
import type { TrainedModel } from '../../ranking/pipeline/index.js';
import { AlongsideError, packageVersion } from '../../core/index.js';
import type { ModelId, ModelStore } from '../../storage/models/index.js';
import type { OnnxRuntime } from '../../learning/onnx/index.js';

/** A trained model and its id. */
export interface NamedModel {
  readonly id: ModelId;
  readonly model: TrainedModel;
}

/** Models of the latest trainings that are kept. */
export const KEPT_MODELS = 5;

/** The number of the way in which models are written: another one names its settings otherwise. */
export const MODEL_FORMAT = 4;

/** What must be there for this version to work with a stored model; what it reads of the rest, it wrote itself. */
const contentSchema = z.object({
  format: z.literal(MODEL_FORMAT),
  /** Names the data that the model was trained on (see `graphWatermark`). */
  watermark: z.string(),
  model: z.looseObject({
    settings: z.looseObject({}),
    level: z.union([z.literal('leaf'), z.int()]),
    ranking: z.looseObject({}),
  }),
});

/** Stores a model, puts it into use and removes the oldest; returns its id. */
export async function putIntoUse(
  store: ModelStore,
  runtime: OnnxRuntime,
  watermark: string,
  model: TrainedModel,
): Promise<ModelId> {
  const about = {
    alongside: packageVersion,
    onnxruntime: runtime.version,
    provider: runtime.provider,
    node: process.versions.node,
  };
  const id = await store.save(about, { format: MODEL_FORMAT, watermark, model });
  await store.setLive(id);
  await store.prune(KEPT_MODELS);
  return id;
}

/** A stored model; throws `model-missing`, `model-corrupt`, or `model-outdated` where another version wrote it. */
export async function storedModel(store: ModelStore, id: ModelId): Promise<TrainedModel> {
  const { data } = await store.load(id);
  const content = contentSchema.safeParse(data);
  if (!content.success) {
    throw new AlongsideError(
      'model-outdated',
      `The model ${id} was written by another version of Alongside. Train a new one with "alongside train".`,
      { model: id },
      { cause: content.error },
    );
  }
  return content.data.model as unknown as TrainedModel;
}

const validationSchema = z.object({ model: z.object({ validation: z.object({ ndcg: z.number() }) }) });

/** How well the lists of the model in use answered held-out baskets. */
export interface HeldOutQuality {
  readonly model: ModelId;
  readonly ndcg: number;
}

/** That of the model in use; undefined without one, and where its training had no questions to hold out. */
export async function heldOutQuality(store: ModelStore): Promise<HeldOutQuality | undefined> {
  const id = await store.live();
  if (id === undefined) return undefined;
  const { data } = validationSchema.safeParse(await store.summary(id));
  return data && { model: id, ndcg: data.model.validation.ndcg };
}
