import { groupCategories, subtrees } from '../../shop/index.js';
import { UsageError } from '../../core/index.js';
import { PairRules, graphMissing } from '../explanations/index.js';
import { TELL_ALL, areFew, liftInterval, roundDown, scoreOfRank } from '../../ranking/explain/index.js';
import { itemReason, learnedFor } from '../lists/index.js';
import type { Snapshot } from '../../storage/redis/index.js';
import type { Campaign, UseQuery } from './use-answers.js';
import { showProduct, type UseParts } from './use-parts.js';

/** Products of the first category whose lists are read: the most bought. */
const READ = 500;

interface Pair {
  readonly bought: number;
  readonly category: number;
  readonly offer: number;
  readonly place: number;
  readonly score: number;
  readonly source: 'graph' | 'category';
  readonly together: number;
  readonly people: number;
  readonly sessions: number;
  readonly sessionPeople: number;
  readonly through: number;
}

/**
 * Campaign: what of category `to` should customers of category `from` be offered, how many are they, and how much likelier than
 * others are they to buy there? Both categories with all under them.
 *
 * @throws UsageError `unknown-category`, `same-category`; AlongsideError `no-snapshot`
 */
export async function campaign(
  parts: UseParts,
  from: string,
  to: string,
  { limit }: Pick<UseQuery, 'limit'>,
): Promise<Campaign> {
  const snapshot = await parts.live.current();
  const { shared, manifest } = snapshot;
  const inside = { from: categoriesUnder(snapshot, from), to: categoriesUnder(snapshot, to) };
  refuseOverlap(snapshot, inside, { from, to });
  const rules = await PairRules.now(parts.rules, snapshot);
  const admitted = (await strongestPairs(snapshot, inside)).filter(({ bought, offer }) => !rules.block(bought, offer));
  const pairs = admitted.slice(0, limit);
  return {
    snapshot: manifest.id,
    model: manifest.model.id,
    from: { categoryId: from, name: shared.categories.names[shared.categories.ids.indexOf(from)] },
    to: { categoryId: to, name: shared.categories.names[shared.categories.ids.indexOf(to)] },
    pairs: await describePairs(snapshot, pairs, parts.minPeople),
    ...(await segment(parts, {
      from: idsOf(snapshot, inside.from),
      to: idsOf(snapshot, inside.to),
      until: manifest.newestEvent,
    })),
  };
}

function categoriesUnder({ shared: { categories } }: Snapshot, id: string): Uint8Array {
  const number = categories.ids.indexOf(id);
  if (number < 0) throw new UsageError('unknown-category', `The shop has no category "${id}".`, { category: id });
  return subtrees(categories, [number]);
}

function refuseOverlap(
  { shared: { categories }, manifest }: Snapshot,
  inside: { readonly from: Uint8Array; readonly to: Uint8Array },
  { from, to }: { readonly from: string; readonly to: string },
): void {
  const categoryGroups = groupCategories(categories, manifest.level);
  const own = new Set(categoryGroups.filter((_, category) => inside.from[category] === 1));
  if (!inside.to.some((is, category) => is === 1 && (own.has(categoryGroups[category]) || inside.from[category] === 1)))
    return;
  throw new UsageError(
    'same-category',
    `The categories "${from}" and "${to}" have products of one category in common; name two that have none.`,
    { from, to },
  );
}

function idsOf({ shared: { categories } }: Snapshot, inside: Uint8Array): string[] {
  return categories.ids.filter((_, category) => inside[category] === 1);
}

/** Candidates of one category on the lists of the other's products, in the order of score × baskets. */
async function strongestPairs(
  snapshot: Snapshot,
  inside: { readonly from: Uint8Array; readonly to: Uint8Array },
): Promise<Pair[]> {
  const { categoryOf, basketsOf } = snapshot.shared;
  const sold = [...categoryOf.keys()]
    .filter((product) => categoryOf[product] >= 0 && inside.from[categoryOf[product]] === 1)
    .sort((a, b) => basketsOf[b] - basketsOf[a] || a - b)
    .slice(0, READ);
  const lists = await snapshot.lists(sold);
  const pairs: Pair[] = [];
  sold.forEach((bought, i) => {
    const list = lists[i];
    list?.products.forEach((offer, place) => {
      const category = list.categories[place];
      if (inside.to[category] !== 1) return;
      const { source, scores, together, people, sessions, sessionPeople, through } = list;
      pairs.push({
        ...{ bought, category, offer, place, source },
        ...{ score: scores[place], together: together[place], people: people[place], through: through[place] },
        ...{ sessions: sessions[place], sessionPeople: sessionPeople[place] },
      });
    });
  });
  const strength = ({ score, bought }: Pair): number => score * basketsOf[bought];
  return pairs.sort((a, b) => strength(b) - strength(a) || a.bought - b.bought || a.offer - b.offer);
}

async function describePairs(
  snapshot: Snapshot,
  pairs: readonly Pair[],
  minPeople: number,
): Promise<Campaign['pairs']> {
  const { shared, manifest } = snapshot;
  const named = [...new Set(pairs.flatMap(({ bought, offer, through }) => [bought, offer, through]))].filter(
    (product) => product >= 0,
  );
  const found = await snapshot.cards(named);
  const cards = new Map(named.map((product, i) => [product, found[i]]));
  const cardOf = (product: number) => cards.get(product);
  const items = pairs.map((pair) => ({ ...pair, product: pair.offer, because: pair.bought }));
  const goTogether = await learnedFor(snapshot, items, minPeople);
  return items.flatMap((item) => {
    const [bought, offer] = [cardOf(item.bought), cardOf(item.offer)];
    if (bought === undefined || offer === undefined) return [];
    const { reason } = itemReason(item, {
      ...{ shared, manifest, cardOf, minPeople, goTogether, nameBecause: false },
      askedFew: areFew(bought.buyers, minPeople),
    });
    return [
      {
        bought: showProduct(snapshot, bought),
        offer: showProduct(snapshot, offer),
        rank: item.place + 1,
        score: areFew(bought.buyers, minPeople) ? scoreOfRank(item.place + 1) : item.score,
        reason,
      },
    ];
  });
}

interface CustomerCounts {
  readonly inFrom: number;
  readonly inTo: number;
  readonly inBoth: number;
  readonly total: number;
}

/** Whom a campaign addresses, by the graph as it was when the snapshot was made. */
async function segment(
  { graph, graphMilliseconds, minPeople }: UseParts,
  asked: { readonly from: readonly string[]; readonly to: readonly string[]; readonly until: string | null },
): Promise<Pick<Campaign, 'customers' | 'segment' | 'lift' | 'customersMissing'>> {
  try {
    const [counts] = await graph.readWithin('read/campaign-segment', asked, graphMilliseconds);
    return { ...tellSegment(counts, minPeople), customersMissing: null };
  } catch (error) {
    return { customers: null, segment: null, lift: null, customersMissing: graphMissing(error) };
  }
}

/**
 * The numbers, each rounded down, and the lift that these have: from an exact one, or from a category and one of those in it, a
 * few people could be had.
 */
export function tellSegment(
  { inFrom, inTo, inBoth, total }: CustomerCounts,
  minPeople: number,
): Pick<Campaign, 'customers' | 'segment' | 'lift'> {
  const tell = (count: number): number => roundDown(count, minPeople);
  const customers = { inFrom: tell(inFrom), inTo: tell(inTo), inBoth: tell(inBoth), total: tell(total) };
  const of = { both: customers.inBoth, withX: customers.inFrom, withY: customers.inTo, total: customers.total };
  const told = minPeople === TELL_ALL || customers.inBoth > 0;
  return { customers, segment: tell(inFrom - inBoth), lift: told ? (liftInterval(of) ?? null) : null };
}
