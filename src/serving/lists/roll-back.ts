import type { Redis } from 'ioredis';
import { AlongsideError } from '../../core/index.js';
import type { ModelStore } from '../../storage/models/index.js';
import {
  listSnapshots,
  openSnapshot,
  SNAPSHOT_PARTS,
  SnapshotWriter,
  type SnapshotId,
  type SnapshotSummary,
} from '../../storage/redis/index.js';

/** What moved. */
export interface RollBack {
  readonly snapshot: SnapshotId;
  /** The snapshot that was live; null where `live` named none. */
  readonly before: SnapshotId | null;
  /** The model that the snapshot was made with. */
  readonly model: string;
  /** Whether that is what the next embedding takes. */
  readonly modelInUse: boolean;
}

export interface RollBackParts {
  readonly redis: Redis;
  readonly models: Pick<ModelStore, 'list' | 'setLive'>;
  /** Seconds that the replaced snapshot stays readable. */
  readonly graceSeconds: number;
}

/**
 * Moves `live` to a snapshot that is in Redis still, and puts its model into use, so that the next embedding goes on with it.
 *
 * @param to left out: the newest of those that are older than the live one
 * @throws AlongsideError `snapshot-missing`, with what to do; `snapshot-corrupt` for one that is damaged or of another format;
 *   nothing has moved then
 */
export async function rollBack({ redis, models, graceSeconds }: RollBackParts, to?: SnapshotId): Promise<RollBack> {
  const snapshots = await listSnapshots(redis);
  const live = snapshots.find((each) => each.live);
  const target = to === undefined ? earlierThan(live, snapshots) : snapshots.find(({ id }) => id === to);
  if (target === undefined) throw nothingToRollBackTo(to);
  const writer = new SnapshotWriter(redis, SNAPSHOT_PARTS);
  await writer.keepFor(target.id, KEPT_SECONDS);
  const { manifest } = await openSnapshot(redis, target.id);
  // The model first: should this be cut off in between, an embedding makes lists with the model of those that are wanted.
  const modelInUse = await useModelOf(manifest.model, models);
  await writer.publish(target.id, graceSeconds);
  return { snapshot: target.id, before: live?.id ?? null, model: manifest.model.id, modelInUse };
}

/** Long enough to open a snapshot that is about to expire. */
const KEPT_SECONDS = 600;

function earlierThan(
  live: SnapshotSummary | undefined,
  newestFirst: readonly SnapshotSummary[],
): SnapshotSummary | undefined {
  return newestFirst.find((each) => !each.live && (live === undefined || each.createdAt <= live.createdAt));
}

async function useModelOf(
  { id, trained }: { readonly id: string; readonly trained?: boolean | undefined },
  models: RollBackParts['models'],
): Promise<boolean> {
  if (trained === false) await models.setLive('untrained');
  else if (!(await models.list()).some((stored) => stored.id === id && !stored.damaged)) return false;
  else await models.setLive(id);
  return true;
}

function nothingToRollBackTo(to: SnapshotId | undefined): AlongsideError {
  const what = to === undefined ? 'No snapshot older than the live one' : `No snapshot ${to}`;
  return new AlongsideError(
    'snapshot-missing',
    `${what} is in Redis: a replaced one stays for ALONGSIDE_SNAPSHOT_GRACE seconds. "alongside versions" lists snapshots and models; lists of an earlier model are made with "alongside models use ID" and "alongside embed".`,
    to === undefined ? {} : { snapshot: to },
  );
}
