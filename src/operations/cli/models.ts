import { join, resolve } from 'node:path';
import type { CliContext } from './command.js';

/** Where a home's trained models are: `ALONGSIDE_MODELS`, or `models` in the home. */
export function modelsFolder({ home, env }: Pick<CliContext, 'home' | 'env'>): string {
  const named = env['ALONGSIDE_MODELS'] ?? '';
  return named === '' ? join(home, 'models') : resolve(named);
}
