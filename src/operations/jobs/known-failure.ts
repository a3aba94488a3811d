import { explainDiskError } from '../home/index.js';
import { asLostServer } from './lost-server.js';

/** What a job met, as an error of ours where somebody can mend it: a server that went away, a disk that takes no more. */
export function asKnownFailure(thrown: unknown, { ALONGSIDE_MODELS = '' }: Readonly<NodeJS.ProcessEnv>): unknown {
  return explainDiskError(asLostServer(thrown), ALONGSIDE_MODELS, 'ALONGSIDE_MODELS');
}
