import type { Group, Leaf } from './catalogue.js';
import { priceOf } from './prices.js';
import type { Prng } from './prng.js';
import type { SampleCategory, SampleProduct } from './shop.js';
import { LeafNames } from './titles.js';

/** A product with what the simulation knows about it. */
export interface Article {
  readonly index: number;
  readonly product: SampleProduct;
  readonly shelf: Shelf;
  readonly tier: number;
  readonly series: string;
  /** Share of its shelf's demand before anybody's taste; 0 for a product that nobody has met yet. */
  readonly demand: number;
}

/** A leaf category with its articles. */
export interface Shelf {
  readonly index: number;
  readonly leaf: Leaf;
  readonly group: Group;
  readonly articles: readonly Article[];
}

export interface Stock {
  readonly shelves: readonly Shelf[];
  readonly articles: readonly Article[];
}

const unmetShare = 0.02;

/** Fills the shelves with `count` articles in all. */
export function stockShelves(groups: readonly Group[], count: number, random: Prng): Stock {
  const leaves = groups.flatMap((group) => group.leaves.map((leaf) => ({ group, leaf })));
  const sizes = apportion(
    count,
    leaves.map(({ leaf }) => leaf.range),
  );
  const articles: Article[] = [];
  const shelves = leaves.map(({ group, leaf }, index) => {
    const shelfArticles: Article[] = [];
    const shelf: Shelf = { index, leaf, group, articles: shelfArticles };
    const names = new LeafNames(group, leaf);
    for (const [number, rank] of random.permutation(sizes[index]).entries()) {
      const naming = names.next(random);
      const unmet = leaf.unreleased || (rank > 0 && random.chance(unmetShare));
      const article: Article = {
        index: articles.length,
        product: {
          productId: `${leaf.id}-${String(number + 1).padStart(3, '0')}`,
          categoryId: leaf.id,
          title: naming.title,
          brand: naming.brand,
          price: priceOf(leaf, naming, random.unit()),
        },
        shelf,
        tier: naming.tier,
        series: naming.series,
        demand: unmet ? 0 : zipf(rank),
      };
      shelfArticles.push(article);
      articles.push(article);
    }
    return shelf;
  });
  return { shelves, articles };
}

/** The category tree: department → group → leaf, parents first. */
export function categoryTree(groups: readonly Group[]): SampleCategory[] {
  return groups.flatMap((group, i) => [
    ...(group.department === groups[i - 1]?.department
      ? []
      : [{ categoryId: group.department, parentId: null, name: group.departmentName }]),
    { categoryId: group.id, parentId: group.department, name: group.name },
    ...group.leaves.map((leaf) => ({ categoryId: leaf.id, parentId: group.id, name: leaf.name })),
  ]);
}

/** Zipf's law with exponent 1.25, from square roots only: these round alike everywhere, which powers need not. */
function zipf(rank: number): number {
  const place = rank + 1;
  return 1 / (place * Math.sqrt(Math.sqrt(place)));
}

/** Whole numbers in proportion to `weights`, at least 1 each, that add up to `total`. */
function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  let passed = 0;
  let given = 0;
  return weights.map((weight, i) => {
    passed += weight;
    const until = i === weights.length - 1 ? total : Math.round((total * passed) / sum);
    const share = until - given;
    given = until;
    return share;
  });
}
