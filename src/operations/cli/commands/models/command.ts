import { Command } from 'commander';
import { command } from '../../command.js';
import { parseModelId } from '../../option-values.js';

/** `alongside models use`: which stored model the next embedding takes. */
export function modelsCommand(): Command {
  return new Command('models').description('choose among trained models').addCommand(useCommand());
}

function useCommand(): Command {
  return command(
    'use',
    'take this model for embeddings until the next training; lists stay as they are until then',
    (self) => self.argument('<id>', 'as "versions" shows it; untrained: none'),
    async (context, _options, [text]) => {
      const id = text === 'untrained' ? text : parseModelId(text, 'models use');
      const { useModel } = await import('./run.js');
      await useModel(context, id);
    },
  );
}
