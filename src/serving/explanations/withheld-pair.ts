import { areFew } from '../../ranking/explain/index.js';
import { isAboveChance } from '../../ranking/exposure/index.js';
import type { Snapshot } from '../../storage/redis/index.js';
import type { CategoryRelation, DirectionCounts, GraphFindings, ThirdProduct } from './graph-findings.js';
import type { Together } from './pair-counts.js';
import type { Standing } from './standing.js';
import type { GraphMissing } from './why-answer.js';

/**
 * Where y stands for x, without what would tell whether anybody bought one of them: its place, its score, and whether y is a
 * product without any event. Whether it is on the list at all can be read from the list.
 */
export function withholdStanding({ status }: Standing): Standing {
  const nothing = { found: undefined, parts: undefined };
  if (status === 'newcomer') return { status: 'listed', ...nothing };
  return { status: status === 'no-events' ? 'below-list' : status, ...nothing };
}

/** What may be told of what the graph says of a pair. */
export interface ToldFindings extends Pick<GraphFindings, 'through' | 'categories'> {
  /** Undefined where it is not told. */
  readonly direction: DirectionCounts | undefined;
  /** Undefined where nothing could be asked for it. */
  readonly together: Together | undefined;
  readonly missing: GraphMissing | null;
}

/**
 * What the graph says of a pair, as far as it may be told: paths over third products that enough people bought and that a person
 * would believe, nothing at all
 * where the pair itself is withheld; of category relations the shop's own, and those learned from enough baskets.
 */
export async function tellFindings(
  snapshot: Snapshot,
  findings: GraphFindings | GraphMissing,
  withheld: boolean,
  minPeople: number,
): Promise<ToldFindings> {
  const nothing: Together | undefined = withheld
    ? { from: 'snapshot', baskets: 0, people: 0, sessions: 0, sessionPeople: 0 }
    : undefined;
  if (typeof findings === 'string') {
    return { together: nothing, direction: undefined, through: [], categories: [], missing: findings };
  }
  const { shared, direction, through, categories } = findings;
  const supports = await Promise.all(categories.map((relation) => supportOf(snapshot, relation)));
  return {
    together: nothing ?? graphCounts(shared),
    direction: withheld ? undefined : direction,
    through: withheld ? [] : await believedThirds(snapshot, through, minPeople),
    categories: categories.filter(
      ({ source }, i) => source === 'merchant' || !areFew(withheld ? 0 : supports[i], minPeople),
    ),
    missing: null,
  };
}

/** Paths that are told. */
const PATHS = 3;

/** The strongest third products that enough people bought, and that were bought with x and with y more than by chance. */
async function believedThirds(
  snapshot: Snapshot,
  through: readonly ThirdProduct[],
  minPeople: number,
): Promise<ThirdProduct[]> {
  const numbers = await snapshot.numbers(through.map(({ productId }) => productId));
  const cards = await snapshot.cards(numbers.filter((product) => product !== undefined));
  const buyersOf = new Map(cards.map(({ id, buyers }) => [id, buyers]));
  const { shared, manifest } = snapshot;
  return through
    .filter(({ productId, withX, sampledX, withY, sampledY }, i) => {
      if (areFew(buyersOf.get(productId) ?? 0, minPeople)) return false;
      const share = shared.basketsOf[numbers[i] ?? -1] / manifest.basketTotal;
      return isAboveChance(withX, sampledX * share) && isAboveChance(withY, sampledY * share);
    })
    .slice(0, PATHS);
}

/** Baskets behind a learned relation; 0 for one that the snapshot does not know. */
async function supportOf(snapshot: Snapshot, { category, related }: CategoryRelation): Promise<number> {
  const { ids } = snapshot.shared.categories;
  const [relations] = await snapshot.learnedRelations([ids.indexOf(category)]);
  const number = ids.indexOf(related);
  return relations?.find((each) => each.related === number)?.support ?? 0;
}

function graphCounts({ together, ...counts }: GraphFindings['shared']): Together {
  return { from: 'graph', baskets: together, ...counts };
}
