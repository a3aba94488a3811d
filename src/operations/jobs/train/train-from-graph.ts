import { engineSettings, networkSettings, trainShop, type NetworkSettings } from '../../../ranking/pipeline/index.js';
import { AlongsideError, contentName } from '../../../core/index.js';
import { shopNotes } from '../../../shop/index.js';
import { OnnxRuntime, TRAINING_DEPTHS } from '../../../learning/onnx/index.js';
import type { ModelStore } from '../../../storage/models/index.js';
import { shopFromGraph } from '../shop-from-graph.js';
import type { JobParts } from '../job-process.js';
import { putIntoUse, storedModel, type NamedModel } from '../stored-models.js';
import type { TrainJob, TrainResult } from '../../../storage/queue/index.js';

export interface TrainParts extends Pick<JobParts, 'graph' | 'models' | 'progress' | 'env'> {
  readonly now: () => Date;
}

/**
 * Trains a model on the graph as it is, stores it and puts it into use.
 *
 * A training that was killed goes on from its last checkpoint when the same is asked for again, and ends with the same
 * model as an undisturbed one.
 *
 * @throws AlongsideError `graph-empty` where no product was imported; `no-model` where there is none to start from;
 * `checkpoint-invalid` for a damaged one; `training-diverged`, the batch being kept in the models' folder
 */
export async function trainFromGraph(parts: TrainParts, job: TrainJob): Promise<TrainResult> {
  const { models, now } = parts;
  const started = now().getTime();
  const notes: string[] = [];
  const note = (line: string): void => void notes.push(line);
  const earlier = await earlierModel(models, job);
  const settings = engineSettings(job);
  const key = trainingKey(job, earlier);
  const checkpoint = models.checkpoints.of(key);
  // A damaged one is told before the work, not amidst it.
  await checkpoint.read();
  const { shop, gathered, watermark } = await shopFromGraph(parts, settings, job.text === 'minilm');
  notes.push(...shopNotes(shop.interactions, shop.userIds, job.timeZone));
  const runtime = await OnnxRuntime.open({ provider: job.provider, note });
  try {
    const { level, category, users } = job;
    const model = await trainShop(
      runtime,
      shop,
      { settings, network: networkOf(job), level, earlier: earlier?.model, category, users },
      {
        progress: parts.progress,
        clock: () => now().getTime(),
        checkpoints: checkpoint,
        keepBatch: async (batch) => {
          await models.keepFailure(key, batch);
        },
        note,
      },
      gathered,
    );
    const id = await putIntoUse(models, runtime, watermark, model);
    await checkpoint.remove();
    return {
      model: id,
      provider: runtime.provider,
      products: shop.catalogue.products.ids.length,
      events: shop.interactions.kind.length,
      seconds: (now().getTime() - started) / 1000,
      trained: model.network !== undefined,
      users: model.users?.kind ?? 'lists',
      ...(model.filter === undefined ? {} : { filter: model.filter }),
      ...(model.settings.baskets.timeZone === undefined ? {} : { timeZone: model.settings.baskets.timeZone }),
      validation: model.validation ?? null,
      exposure: [...(model.exposureBounds ?? [])],
      notes,
    };
  } finally {
    await runtime.close();
  }
}

/** Undefined where a filter is asked for. */
function networkOf({ layer, depth, ...job }: TrainJob): NetworkSettings | undefined {
  if (layer === 'filter') return undefined;
  return networkSettings({ ...job, layer, depth: TRAINING_DEPTHS.find((known) => known === depth) });
}

/** The model in use where a job goes on with it. */
async function earlierModel(models: ModelStore, { warm, category }: TrainJob): Promise<NamedModel | undefined> {
  if (!warm && category === undefined) return undefined;
  const id = await models.live();
  if (id !== undefined) return { id, model: await storedModel(models, id) };
  throw new AlongsideError('no-model', 'There is no model to go on with. Train one with "alongside train" first.');
}

/** Names a training's checkpoint: the same is asked for again after a kill. */
function trainingKey(job: TrainJob, earlier: NamedModel | undefined): string {
  const content = JSON.stringify([Object.entries(job).sort(), earlier?.id ?? null]);
  return contentName(content);
}
