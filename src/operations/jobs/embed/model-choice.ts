import { AlongsideError } from '../../../core/index.js';
import type { ModelId, ModelStore } from '../../../storage/models/index.js';
import type { EmbedJob } from '../../../storage/queue/index.js';

type Models = Pick<ModelStore, 'live' | 'list'>;
type Asked = Pick<EmbedJob, 'model'>;

/**
 * What to say of the model that an embedding takes, where one might expect another: the model in use is the one that
 * `models use` or `rollback` chose until the next training, which need not be the newest; and a model that was named for one
 * embedding is not in use.
 */
export async function noteOfChoice(models: Models, { model }: Asked, taken: ModelId | undefined): Promise<string[]> {
  const stored = (await models.list()).filter(({ damaged }) => !damaged);
  if (stored.length === 0) return [];
  const name = taken === undefined ? 'An untrained model' : `Model ${taken}`;
  if (model === 'live') {
    const [newest] = stored;
    if (newest.id === taken) return [];
    return [`${name} is in use, as "alongside models use" or "rollback" chose it; model ${newest.id} is newer.`];
  }
  const inUse = await models.live();
  if (inUse === taken) return [];
  return [
    `${name} is taken for this once; ${inUse ?? 'an untrained one'} stays in use ("alongside models use ${taken ?? 'untrained'}" changes that).`,
  ];
}

/** Throws `model-changed` where an embedding with the model in use finds, when it is done, that another one is in use by now. */
export async function assertChoiceStands(
  models: Pick<ModelStore, 'live'>,
  { model }: Asked,
  taken: ModelId | undefined,
): Promise<void> {
  if (model !== 'live') return;
  const inUse = await models.live();
  if (inUse === taken) return;
  throw new AlongsideError(
    'model-changed',
    `While lists were made with ${taken ?? 'an untrained model'}, ${inUse ?? 'an untrained model'} came into use: they are made anew.`,
    { taken: taken ?? 'untrained', inUse: inUse ?? 'untrained' },
  );
}
