import { MIN_PEOPLE, MOST_MIN_PEOPLE } from '../../ranking/explain/index.js';
import { parseWhole } from './option-values.js';

/** How many people must stand behind a count for it to be told, by `ALONGSIDE_MIN_PEOPLE`. */
export function minPeople(env: Readonly<NodeJS.ProcessEnv>): number {
  const text = env['ALONGSIDE_MIN_PEOPLE'];
  return text === undefined ? MIN_PEOPLE : parseWhole('ALONGSIDE_MIN_PEOPLE', text, 1, MOST_MIN_PEOPLE);
}
