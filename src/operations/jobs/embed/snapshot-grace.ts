import { UsageError } from '../../../core/index.js';

/** `ALONGSIDE_SNAPSHOT_GRACE`: seconds that a replaced snapshot stays readable, and can be rolled back to. */
export function snapshotGrace(env: Readonly<NodeJS.ProcessEnv>): number {
  const text = env['ALONGSIDE_SNAPSHOT_GRACE'] ?? '';
  const seconds = text === '' ? 900 : Number(text);
  if (Number.isInteger(seconds) && seconds >= 0) return seconds;
  throw new UsageError('invalid-option', `ALONGSIDE_SNAPSHOT_GRACE takes a whole number of seconds, not "${text}".`);
}
