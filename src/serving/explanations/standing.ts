import { groupCategories } from '../../shop/index.js';
import { SIGNALS, partsAt, type ScorePart, type Signal } from '../../ranking/reranking/index.js';
import { placeInRow } from '../../core/numerics/index.js';
import { categoryLists } from '../lists/index.js';
import type { CandidateList, ScoreParts } from '../../ranking/types.js';
import type { Snapshot } from '../../storage/redis/index.js';
import type { STANDINGS } from './why-answer.js';

/** Where y stands for x, by number. */
export interface Standing {
  readonly status: Exclude<(typeof STANDINGS)[number], 'blocked'>;
  /** The list and the place on it, from 0; undefined for a product that is on none. */
  readonly found: { readonly list: CandidateList; readonly place: number } | undefined;
  /** What the score is made of; undefined where the snapshot does not say. */
  readonly parts: readonly ScorePart[] | undefined;
}

/** Looks y up where lists take their items from: x's own list, its cold-start products, then its category's. */
export async function standingOf(snapshot: Snapshot, x: number, y: number): Promise<Standing> {
  const { shared, manifest } = snapshot;
  const [own] = await snapshot.lists([x]);
  const found = placeOn(own, y);
  if (found !== undefined) {
    const [parts] = await snapshot.parts([x]);
    return { status: 'listed', found, parts: storedParts(snapshot, parts, found.place) };
  }
  const [from, to] = [shared.categoryOf[x], shared.categoryOf[y]];
  if (to < 0) return absent('no-category');
  const categoryGroups = groupCategories(shared.categories, manifest.level);
  if (from >= 0 && categoryGroups[from] === categoryGroups[to]) return absent('same-category');
  if (placeInRow(shared.eventless, y) >= 0) return coldProduct(snapshot, x, y);
  const byCategory = own === undefined ? placeOn((await categoryLists(snapshot, [from]))[0], y) : undefined;
  return byCategory === undefined
    ? absent('below-list')
    : { status: 'listed', found: byCategory, parts: scoreAlone(byCategory) };
}

function absent(status: Standing['status']): Standing {
  return { status, found: undefined, parts: undefined };
}

async function coldProduct(snapshot: Snapshot, x: number, y: number): Promise<Standing> {
  const [own] = await snapshot.coldProducts([x]);
  const found = placeOn(own, y);
  if (found !== undefined) {
    const [parts] = await snapshot.coldProductParts([x]);
    return { status: 'newcomer', found, parts: storedParts(snapshot, parts, found.place) };
  }
  if (own !== undefined) return absent('no-events');
  const [byCategory] = await snapshot.categoryColdProducts([snapshot.shared.categoryOf[x]]);
  const place = placeOn(byCategory, y);
  return place === undefined ? absent('no-events') : { status: 'newcomer', found: place, parts: scoreAlone(place) };
}

function placeOn(list: CandidateList | undefined, product: number): Standing['found'] {
  const place = list?.products.indexOf(product) ?? -1;
  return list === undefined || place < 0 ? undefined : { list, place };
}

function storedParts(
  { manifest }: Snapshot,
  parts: ScoreParts | undefined,
  place: number,
): readonly ScorePart[] | undefined {
  if (parts === undefined) return undefined;
  const { signals, debias, recentShare } = manifest.explained;
  const known = signals.filter((each): each is { signal: Signal; weight: number } => isSignal(each.signal));
  // A signal of another version has no name here, and the rest would not add up.
  return known.length < signals.length ? undefined : partsAt({ signals: known, debias, recentShare }, parts, place);
}

function isSignal(name: string): name is Signal {
  return SIGNALS.some((signal) => signal === name);
}

/** A category's list is that of a product of which nothing else is known: its scores have no further parts. */
function scoreAlone({ list, place }: NonNullable<Standing['found']>): ScorePart[] {
  return [{ part: 'category', value: null, weight: null, contribution: Math.log(list.scores[place]) }];
}
