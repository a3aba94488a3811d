import { ModelStore, type ModelId } from '../../../../storage/models/index.js';
import type { CliContext } from '../../command.js';
import { modelsFolder } from '../../models.js';

/** Puts a stored model into use; `untrained`: none. Asks no server. */
export async function useModel(context: CliContext, id: ModelId): Promise<void> {
  await new ModelStore(modelsFolder(context)).setLive(id);
  context.terminal.result({ model: id }, () =>
    id === 'untrained'
      ? 'No trained model is in use until the next training. Make lists without one: alongside embed'
      : `Model ${id} is in use until the next training. Make lists with it: alongside embed`,
  );
}
