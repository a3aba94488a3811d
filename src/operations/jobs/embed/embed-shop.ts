import {
  engineSettings,
  prepareShop,
  trainShop,
  withLeastPeople,
  type EngineSettings,
} from '../../../ranking/pipeline/index.js';
import { shopNotes } from '../../../shop/index.js';
import { OnnxRuntime } from '../../../learning/onnx/index.js';
import type { EmbedJob, EmbedResult } from '../../../storage/queue/index.js';
import { liveOrNone, SNAPSHOT_PARTS, SnapshotWriter, type SnapshotManifest } from '../../../storage/redis/index.js';
import type { EmbedParts } from './embed-parts.js';
import { shopFromGraph, type ShopFromGraph } from '../shop-from-graph.js';
import type { NamedModel } from '../stored-models.js';
import { chosenModel, modelVersion } from './chosen-model.js';
import { assertChoiceStands, noteOfChoice } from './model-choice.js';
import { ensureRoom, snapshotShape } from './room-for-snapshot.js';
import { embedUnderEpoch } from './same-epoch/embed-under-epoch.js';
import { keepEpoch } from './same-epoch/keep-epoch.js';
import { newSnapshot } from './snapshot-content.js';
import { snapshotId, snapshotManifest } from './snapshot-manifest.js';
import { userHistories, type UserHistories } from './user-histories.js';
import { writeSnapshotBack } from './write-back.js';

/** What a snapshot is made of. */
interface Ingredients extends ShopFromGraph {
  /** Undefined for an untrained model. */
  readonly trained: NamedModel | undefined;
  readonly settings: EngineSettings;
  readonly level: SnapshotManifest['level'];
  readonly histories: UserHistories;
  /** What is odd about the events. */
  readonly odd: readonly string[];
  readonly note: (line: string) => void;
  /** Awaited when all is written; what it throws keeps the lists from switching. */
  readonly beforeSwitch: () => Promise<void>;
}

/**
 * The whole pipe once: graph → evidence → embeddings → lists → a new live snapshot → back to the graph.
 *
 * Nothing is switched before all is written, so a failure or a kill at any moment leaves the live snapshot as it is.
 *
 * @throws AlongsideError `graph-empty` where no product was imported; `model-missing` for a model that is not there;
 * `model-changed` where another one came into use meanwhile
 */
export async function embedShop(parts: EmbedParts, job: EmbedJob): Promise<EmbedResult> {
  if (job.sameEpoch) return embedUnderEpoch(parts, job);
  const started = parts.now().getTime();
  const notes: string[] = [];
  const trained = await chosenModel(parts.models, job);
  notes.push(...(await noteOfChoice(parts.models, job, trained?.id)));
  const settings = settingsOf(trained, job);
  const level = job.level ?? trained?.model.level ?? 'leaf';
  const read = await shopFromGraph(parts, settings, readsTitles(trained));
  const histories = userHistories(read.shop);
  const odd = shopNotes(read.shop.interactions, read.shop.userIds, settings.baskets.timeZone);
  notes.push(...odd);
  const note = (line: string): void => void notes.push(line);
  const runtime = await OnnxRuntime.open({ provider: job.provider, note });
  try {
    const { id: name, layer } = modelVersion(runtime, settings, trained);
    const { watermark } = read;
    const id = snapshotId({ watermark, histories: histories.digest, model: name, level, settings });
    const { provider, version: onnxruntimeVersion } = runtime;
    const model = { id: name.slice(0, 16), layer, provider, onnxruntimeVersion, trained: trained !== undefined };
    const changed = job.full || (await liveOrNone(parts.redis)) !== id;
    const beforeSwitch = (): Promise<void> => assertChoiceStands(parts.models, job, trained?.id);
    const ingredients = { ...read, trained, settings, level, histories, odd, note, beforeSwitch };
    const lists = changed ? await publishSnapshot(parts, runtime, ingredients, { id, model }) : 0;
    return {
      snapshot: id,
      model: model.id,
      provider,
      products: read.shop.catalogue.products.ids.length,
      events: read.shop.interactions.kind.length,
      notes,
      lists,
      seconds: (parts.now().getTime() - started) / 1000,
      changed,
      writeBack: await writeSnapshotBack(parts, id, job.writeBack),
    };
  } finally {
    await runtime.close();
  }
}

/** What lists are made with; a job that is private keeps out of it what fewer people did. */
function settingsOf(trained: NamedModel | undefined, job: EmbedJob): EngineSettings {
  const settings = trained?.model.settings ?? engineSettings(job);
  return job.private ? withLeastPeople(settings, job.minPeople) : settings;
}

/** Whether the model's network reads what titles mean. */
function readsTitles(trained: NamedModel | undefined): boolean {
  return (trained?.model.network?.settings.attributes.meaning ?? 0) > 0;
}

/** Writes a snapshot and makes it live; returns how many lists it has. */
async function publishSnapshot(
  parts: EmbedParts,
  runtime: OnnxRuntime,
  { shop, ranked, gathered, watermark, trained, settings, level, histories, odd, note, beforeSwitch }: Ingredients,
  named: Pick<SnapshotManifest, 'id' | 'model'>,
): Promise<number> {
  const { redis, models, progress, now, graceSeconds } = parts;
  const { basketTotal } = gathered.evidence;
  const decided =
    trained === undefined
      ? await trainShop(runtime, ranked, { settings, level }, { progress }, gathered)
      : { ...trained.model, settings };
  const layers: Float32Array[] = [];
  const keep = (states: Float32Array): void => void layers.push(states);
  const made = await prepareShop(runtime, ranked, decided, { progress, note }, { level, gathered, keep });
  // The snapshot and its epoch both hold them.
  const prepared = { ...made, learnedRelations: [...made.learnedRelations] };
  const facts = { ...named, watermark, createdAt: now().toISOString(), basketTotal, notes: [...odd] };
  const manifest = snapshotManifest(prepared, ranked.interactions, facts);
  await ensureRoom(parts, snapshotShape(prepared, manifest, histories.users), note);
  const writer = new SnapshotWriter(redis, SNAPSHOT_PARTS);
  await writer.write(newSnapshot(prepared, ranked.interactions, histories, manifest), progress);
  await beforeSwitch();
  await keepEpoch({ redis, models, note }, { shop, ranked, prepared, layers }, manifest);
  await writer.publish(manifest.id, graceSeconds);
  return prepared.listed.length;
}
