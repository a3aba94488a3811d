import { suppressSmallCount, type SuppressibleCount } from '../../ranking/explain/index.js';
import type { SnapshotManifest } from '../../storage/redis/index.js';
import type { GraphFindings } from './graph-findings.js';
import type { Together } from './pair-counts.js';
import type { Path } from './why-answer.js';

export interface PathNames {
  readonly x: string;
  readonly y: string;
  readonly unit: SnapshotManifest['unit'];
}

/** The ways through the graph from x to y, as they may be told: common baskets, third products, category relations. */
export function tellPaths(
  { through, categories }: GraphFindings,
  together: Together | undefined,
  { x, y, unit }: PathNames,
  minPeople: number,
): Path[] {
  const paths: Path[] = [];
  if (together !== undefined && together.baskets > 0) {
    const baskets = suppressSmallCount(together.baskets, together.people, minPeople);
    paths.push({ kind: 'baskets', baskets, text: `${x} ← ${countText(baskets, unit)} → ${y}` });
  }
  for (const third of through) {
    const withX = suppressSmallCount(third.withX, third.peopleWithX, minPeople);
    const withY = suppressSmallCount(third.withY, third.peopleWithY, minPeople);
    const title = third.title ?? '';
    paths.push({
      kind: 'product',
      through: { productId: third.productId, title },
      withX,
      withY,
      strength: withX === 'few' || withY === 'few' ? null : third.strength,
      text: `${x} ← ${countText(withX, unit)} → ${title || third.productId} ← ${countText(withY, unit)} → ${y}`,
    });
  }
  for (const { category, categoryName, related, relatedName, source, weight } of categories) {
    const from = { categoryId: category, name: categoryName ?? category };
    const to = { categoryId: related, name: relatedName ?? related };
    const by = source === 'merchant' ? 'set by the shop' : 'learned';
    paths.push({ kind: 'category', from, to, source, weight, text: `${x} → ${from.name} → ${to.name} (${by}) → ${y}` });
  }
  return paths;
}

const UNITS = {
  order: ['order', 'orders'],
  session: ['session', 'sessions'],
  day: ['day', 'days'],
  customer: ['customer', 'customers'],
} as const;

function countText(count: SuppressibleCount, unit: PathNames['unit']): string {
  const [one, many] = UNITS[unit];
  return count === 'few' ? `a few ${many}` : `${String(count)} ${count === 1 ? one : many}`;
}
