/**
 * What training and embedding cost on a generated shop of 1.3 M purchases and 68,000 products over a year: processor
 * seconds, time and peak memory of each, in a process of its own, without servers.
 *
 *   npm run bench -- training-cost [SHARE] [LAYER]   (of the whole size, 1; lightgcn)
 *
 * Goals for the training at the whole size: ≤ 600 s of processor, ≤ 3 GB.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { noProgress } from '../../src/core/index.js';
import { OnnxRuntime } from '../../src/learning/onnx/index.js';
import { newSnapshot } from '../../src/operations/jobs/embed/snapshot-content.js';
import { snapshotManifest } from '../../src/operations/jobs/embed/snapshot-manifest.js';
import { userHistories } from '../../src/operations/jobs/embed/user-histories.js';
import type { EngineLayer } from '../../src/ranking/pipeline/choices.js';
import {
  engineSettings,
  gatherShop,
  networkSettings,
  prepareShop,
  trainShop,
  type TrainedModel,
} from '../../src/ranking/pipeline/index.js';
import type { Shop } from '../../src/shop/index.js';
import { yearShop } from './year-shop.js';

type Stage = (runtime: OnnxRuntime, shop: Shop, model: string, layer: EngineLayer) => Promise<string>;

const stages: Readonly<Record<string, Stage>> = { train, embed };

const [first = '1', second = 'lightgcn', ...rest] = process.argv.slice(2);
if (first in stages) await child(stages[first], Number(second), rest);
else await parent(first, second);

/** Runs each stage in a process of its own, as jobs do. */
async function parent(share: string, layer: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'alongside-training-cost-'));
  try {
    for (const stage of Object.keys(stages)) {
      const args = [fileURLToPath(import.meta.url), stage, share, join(folder, 'model'), layer];
      execFileSync(process.execPath, args, { stdio: 'inherit' });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function child(stage: Stage, share: number, [model, layer]: readonly string[]): Promise<void> {
  const shop = yearShop(share);
  const runtime = await OnnxRuntime.open({ provider: 'cpu' });
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  try {
    const what = await stage(runtime, shop, model, layer as EngineLayer);
    const { user, system } = process.cpuUsage(cpu);
    const gigabytes = process.resourceUsage().maxRSS / 1e6;
    process.stdout.write(
      `${stage.name.padEnd(6)}${((user + system) / 1e6).toFixed(1).padStart(8)} s of processor ` +
        `${((performance.now() - wall) / 1000).toFixed(1).padStart(8)} s ${gigabytes.toFixed(2).padStart(6)} GB   ${what}\n`,
    );
  } finally {
    await runtime.close();
  }
}

/** Decides a model as `train` does, and keeps it in a file. */
async function train(runtime: OnnxRuntime, shop: Shop, file: string, layer: EngineLayer): Promise<string> {
  const settings = engineSettings({ layer, seed: 1 });
  const gathered = gatherShop(shop, settings);
  const network = layer === 'filter' ? undefined : networkSettings({ layer, seed: 1 });
  const hooks = { progress: noProgress, clock: () => performance.now() };
  const model = await trainShop(runtime, shop, { settings, network, level: 'leaf' }, hooks, gathered);
  await writeFile(file, serialize(model));
  const { catalogue, interactions } = shop;
  return `${interactions.kind.length} purchases, ${interactions.basketTime.length} orders, ${catalogue.products.ids.length} products, ${gathered.evidence.pairs.columns.length} pairs kept`;
}

/** Makes all that a snapshot holds, as `embed` does, and drops it. */
async function embed(runtime: OnnxRuntime, shop: Shop, file: string): Promise<string> {
  const model = deserialize(await readFile(file)) as TrainedModel;
  const gathered = gatherShop(shop, model.settings);
  const prepared = await prepareShop(runtime, shop, model, { progress: noProgress }, { gathered });
  const named = { id: 'bench', watermark: 'w', createdAt: new Date(0).toISOString() };
  const made = { id: 'bench', layer: 'bench', provider: 'cpu', onnxruntimeVersion: '1' };
  const { basketTotal } = gathered.evidence;
  const manifest = snapshotManifest(prepared, shop.interactions, { ...named, model: made, basketTotal });
  const snapshot = newSnapshot(prepared, shop.interactions, userHistories(shop), manifest);
  let lists = 0;
  for await (const piece of snapshot.contents) lists += piece.lists === undefined ? 0 : [...piece.lists].length;
  const { exposure } = snapshot.readWhole?.() ?? {};
  return `${lists} lists; one product on ${exposure?.maxExposure.toFixed(3)} of them, by traffic ${exposure?.trafficExposure.toFixed(3)}, first on ${exposure?.maxFirst.toFixed(3)}; below chance ${exposure?.belowChance.toFixed(4)}`;
}
