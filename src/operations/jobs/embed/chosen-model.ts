import { createHash } from 'node:crypto';
import type { EngineLayer } from '../../../ranking/pipeline/choices.js';
import type { EngineSettings } from '../../../ranking/pipeline/index.js';
import { canonicalJson } from '../../../core/index.js';
import { modelManifest } from '../../../learning/propagation/index.js';
import type { ModelStore } from '../../../storage/models/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import { storedModel, type NamedModel } from '../stored-models.js';
import type { EmbedJob } from '../../../storage/queue/index.js';

/** The trained model that a job asks for; undefined where it is to be an untrained one. */
export async function chosenModel(
  store: ModelStore,
  { model }: Pick<EmbedJob, 'model'>,
): Promise<NamedModel | undefined> {
  if (model === 'untrained') return undefined;
  const id = model === 'live' ? await store.live() : model;
  return id === undefined ? undefined : { id, model: await storedModel(store, id) };
}

/** What names a model in a snapshot: the stored model's id, or a hash of all that an untrained one is made from. */
export function modelVersion(
  runtime: OnnxRuntime,
  { encoder, features, filter }: EngineSettings,
  trained: NamedModel | undefined,
): { readonly id: string; readonly layer: EngineLayer } {
  const network = trained?.model.network?.trained.config.layer ?? encoder.layer;
  return { id: trained?.id ?? untrainedId(), layer: filter === undefined ? network : 'filter' };

  function untrainedId(): string {
    if (filter === undefined) return modelManifest(runtime, encoder, features).id;
    const graph = runtime.sha256('lightgcn');
    return createHash('sha256').update(canonicalJson({ filter, graph })).digest('hex');
  }
}
