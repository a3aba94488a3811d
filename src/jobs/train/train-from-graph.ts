import { engineSettings, gatherShop, graphWatermark, trainShop } from '../../engine/index.js';
import { OnnxRuntime } from '../../model/index.js';
import { exportShop } from '../exported-shop.js';
import type { JobParts } from '../queue/job-process.js';
import { putIntoUse } from '../stored-models.js';
import type { TrainJob, TrainResult } from './train-job.js';

export interface TrainParts extends Pick<JobParts, 'graph' | 'models' | 'progress'> {
  readonly now: () => Date;
}

/**
 * Trains a model on the graph as it is, stores it and puts it into use.
 *
 * @throws AlongsideError `graph-empty` where no product was imported
 */
export async function trainFromGraph(
  { graph, models, progress, now }: TrainParts,
  job: TrainJob,
): Promise<TrainResult> {
  const started = now().getTime();
  const notes: string[] = [];
  const settings = engineSettings(job);
  const shop = await exportShop(graph, progress);
  const products = shop.catalogue.products.ids.length;
  progress({ step: 'gathering evidence', done: 0, total: products, unit: 'products' });
  const gathered = gatherShop(shop, settings);
  const watermark = graphWatermark(shop.catalogue, gathered.evidence, gathered.popularity);
  const runtime = await OnnxRuntime.open({ provider: job.provider, note: (line) => notes.push(line) });
  try {
    const model = await trainShop(runtime, shop, { settings, level: job.level }, { progress }, gathered);
    return {
      model: await putIntoUse(models, runtime, watermark, model),
      provider: runtime.provider,
      products,
      events: shop.interactions.kind.length,
      seconds: (now().getTime() - started) / 1000,
      validation: model.validation ?? null,
      notes,
    };
  } finally {
    await runtime.close();
  }
}
