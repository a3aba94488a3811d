import { moreVisits, suppressSmallCount, type SuppressibleCount } from '../../ranking/explain/index.js';
import type { SnapshotManifest } from '../../storage/redis/index.js';
import type { CategoryRelation, GraphFindings, ThirdProduct } from './graph-findings.js';
import type { Together } from './pair-counts.js';
import type { Path } from './why-answer.js';

export interface PathNames {
  readonly x: string;
  readonly y: string;
  readonly unit: SnapshotManifest['unit'];
}

/** The ways through the graph from x to y, small counts suppressed: common baskets, third products, category relations. */
export function describePaths(
  { through, categories }: Pick<GraphFindings, 'through' | 'categories'>,
  together: Together | undefined,
  names: PathNames,
  minPeople: number,
): Path[] {
  return [
    ...(together === undefined || together.baskets + together.sessions === 0
      ? []
      : [basketPath(together, names, minPeople)]),
    ...through.map((third) => productPath(third, names, minPeople)),
    ...categories.map((relation) => categoryPath(relation, names)),
  ];
}

function basketPath(counts: Together, { x, y, unit }: PathNames, minPeople: number): Path {
  const baskets = suppressSmallCount(counts.baskets, counts.people, minPeople);
  const sessions = suppressSmallCount(counts.sessions, counts.sessionPeople, minPeople);
  const texts = [
    ...(baskets === 0 ? [] : [countText(baskets, unit)]),
    ...(sessions === 0 ? [] : [moreVisits(sessions, unit)]),
  ];
  return { kind: 'baskets', baskets, sessions, text: `${x} ← ${texts.join(' and ')} → ${y}` };
}

function productPath(third: ThirdProduct, { x, y, unit }: PathNames, minPeople: number): Path {
  const withX = suppressSmallCount(third.withX, third.peopleWithX, minPeople);
  const withY = suppressSmallCount(third.withY, third.peopleWithY, minPeople);
  const title = third.title ?? '';
  return {
    kind: 'product',
    through: { productId: third.productId, title },
    withX,
    withY,
    strength: withX === 'few' || withY === 'few' ? null : third.strength,
    text: `${x} ← ${countText(withX, unit)} → ${title || third.productId} ← ${countText(withY, unit)} → ${y}`,
  };
}

function categoryPath(relation: CategoryRelation, { x, y }: PathNames): Path {
  const { category, categoryName, related, relatedName, source, weight } = relation;
  const from = { categoryId: category, name: categoryName ?? category };
  const to = { categoryId: related, name: relatedName ?? related };
  const by = source === 'merchant' ? 'set by the shop' : 'learned';
  return { kind: 'category', from, to, source, weight, text: `${x} → ${from.name} → ${to.name} (${by}) → ${y}` };
}

const UNITS = {
  order: ['order', 'orders'],
  session: ['session', 'sessions'],
  day: ['visit', 'visits'],
  customer: ['customer', 'customers'],
} as const;

function countText(count: SuppressibleCount, unit: PathNames['unit']): string {
  const [one, many] = UNITS[unit];
  return count === 'few' ? `a few ${many}` : `${String(count)} ${count === 1 ? one : many}`;
}
