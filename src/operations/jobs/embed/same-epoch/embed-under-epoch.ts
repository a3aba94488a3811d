import { createHash } from 'node:crypto';
import { OnnxRuntime } from '../../../../learning/onnx/index.js';
import { AlongsideError, contentName, packageVersion } from '../../../../core/index.js';
import type { EmbedJob, EmbedResult } from '../../../../storage/queue/index.js';
import { exportCatalogue, exportInteractions } from '../../../../storage/neo4j/index.js';
import {
  SNAPSHOT_PARTS,
  SnapshotWriter,
  openSnapshot,
  readLiveId,
  type NewManifest,
  type Snapshot,
} from '../../../../storage/redis/index.js';
import type { Shop } from '../../../../shop/index.js';
import { CatalogueExposure } from '../catalogue-exposure.js';
import type { EmbedParts } from '../embed-parts.js';
import { contentsOf } from '../snapshot-content.js';
import { userHistories } from '../user-histories.js';
import { writeSnapshotBack } from '../write-back.js';
import { withTitleVectors } from '../../title-vectors.js';
import { nextRegister, numbersIn } from './register.js';
import { registeredCatalogue, type RegisteredCatalogue } from './registered-catalogue.js';
import { RowsOfShop } from './rows-of-shop.js';
import { sourceUnderEpoch } from './source-under-epoch.js';
import { loadEpoch, type StoredEpoch } from './stored-epoch.js';

/**
 * The graph as it is now under what the last full embedding decided: all rows anew, a new live snapshot, and back to the graph.
 *
 * @throws AlongsideError `epoch-missing` where no snapshot is live, or what its full embedding decided is not kept
 */
export async function embedUnderEpoch(parts: EmbedParts, job: EmbedJob): Promise<EmbedResult> {
  const started = parts.now().getTime();
  const { live, name } = await liveSnapshot(parts);
  const stored = await loadEpoch(parts.models, name);
  const shop = await readShopUnder(parts, stored, live);
  const histories = userHistories(shop);
  const notes: string[] = [];
  const { model } = stored.told.manifest;
  const runtime = await OnnxRuntime.open({ provider: job.provider, note: (line) => void notes.push(line) });
  try {
    const manifest = manifestUnder(stored, name, {
      watermark: watermarkOf(shop),
      histories: histories.digest,
      products: shop.present.length,
      now: parts.now(),
    });
    const changed = manifest.id !== live.manifest.id;
    const rows = new RowsOfShop(stored.epoch, shop);
    if (changed) {
      const seen = new CatalogueExposure(shop);
      const writer = new SnapshotWriter(parts.redis, SNAPSHOT_PARTS);
      const source = sourceUnderEpoch(stored, shop, rows, runtime);
      const contents = contentsOf(source, histories, seen);
      await writer.write({ manifest, contents, readWhole: () => ({ exposure: seen.exposure() }) }, parts.progress);
      await writer.publish(manifest.id, parts.graceSeconds);
    }
    return {
      snapshot: manifest.id,
      model: model.id,
      provider: runtime.provider,
      products: shop.present.reduce((sum, each) => sum + each, 0),
      events: shop.interactions.kind.length,
      notes,
      lists: rows.made,
      seconds: (parts.now().getTime() - started) / 1000,
      changed,
      writeBack: await writeSnapshotBack(parts, manifest.id, job.writeBack),
    };
  } finally {
    await runtime.close();
  }
}

/** The live snapshot and the name of its epoch. */
async function liveSnapshot({ redis }: EmbedParts): Promise<{ readonly live: Snapshot; readonly name: string }> {
  const id = await readLiveId(redis);
  if (id === undefined) {
    throw new AlongsideError(
      'epoch-missing',
      'No snapshot is live, so there is no full embedding to go on from. Run "alongside embed".',
    );
  }
  const live = await openSnapshot(redis, id);
  return { live, name: live.manifest.epoch ?? id };
}

/** The graph by the numbers that the live snapshot gave, grouped as in the epoch. */
async function readShopUnder(
  { graph, models, env, progress }: EmbedParts,
  { epoch }: StoredEpoch,
  live: Snapshot,
): Promise<Shop & RegisteredCatalogue> {
  progress({ step: 'reading the catalogue', done: 0, unit: 'products' });
  const { catalogue: now, nodes } = await exportCatalogue(graph);
  const register = await nextRegister(live, epoch.catalogue, now);
  const numberOf = numbersIn(register.products, now.products.ids);
  const numbered = nodes.map((row) => (row < 0 ? -1 : numberOf[row]));
  const { interactions, userIds } = await exportInteractions(graph, numbered, progress, epoch);
  const titles = (epoch.model.network?.settings.attributes.meaning ?? 0) > 0;
  const read = { catalogue: now, interactions, userIds };
  const { catalogue } = titles ? await withTitleVectors(read, models.folder, env, progress) : read;
  return { ...registeredCatalogue(register, epoch.catalogue, catalogue), interactions, userIds };
}

/** SHA-256 over all that rows are made from beside the epoch. */
function watermarkOf({ catalogue, interactions }: Shop): string {
  const { product, kind, basket, basketTime, basketUser } = interactions;
  const { products, categories } = catalogue;
  const hash = createHash('sha256');
  const texts = [products.ids, products.titles, products.brands, categories.ids, categories.names];
  hash.update(JSON.stringify([texts, catalogue.relations]));
  const columns = [products.prices, products.categories, products.stock, products.margins, categories.parents];
  for (const column of [...columns, product, kind, basket, basketTime, basketUser]) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest('hex');
}

interface MadeFrom {
  readonly watermark: string;
  readonly histories: string;
  readonly products: number;
  readonly now: Date;
}

function manifestUnder({ told }: StoredEpoch, epoch: string, made: MadeFrom): NewManifest {
  const { watermark, histories, products, now } = made;
  const content = JSON.stringify({ version: packageVersion, epoch, watermark, histories });
  return { ...told.manifest, id: contentName(content), epoch, watermark, products, createdAt: now.toISOString() };
}
