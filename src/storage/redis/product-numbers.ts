import { snapshotCorrupt } from './damaged-part.js';
import { SNAPSHOT_PARTS } from './snapshot-parts.js';
import { snapshotKey } from './snapshot-keys.js';
import type { Snapshot } from './snapshot.js';

/**
 * The numbers of products that somebody asks about by their ids; undefined for one that the snapshot does not know.
 *
 * @throws AlongsideError `snapshot-corrupt` where a number is that of another product, whose lists would be answered
 */
export async function productNumbers(
  snapshot: Pick<Snapshot, 'manifest' | 'numbers' | 'cards'>,
  ids: readonly string[],
): Promise<(number | undefined)[]> {
  const numbers = await snapshot.numbers(ids);
  const known = ids.filter((_, i) => numbers[i] !== undefined);
  const cards = await snapshot.cards(numbers.filter((number) => number !== undefined));
  const wrong = known.find((id, i) => cards[i].id !== id);
  if (wrong === undefined) return numbers;
  throw snapshotCorrupt(`${snapshotKey(snapshot.manifest.id, SNAPSHOT_PARTS.numbers.key)} ${wrong}`);
}
