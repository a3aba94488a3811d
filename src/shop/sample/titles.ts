import type { Group, Leaf } from './catalogue.js';
import type { Prng } from './prng.js';

/** What a product's title is made of. */
export interface Naming {
  readonly title: string;
  readonly brand: string;
  /** 0 value, 1 mid, 2 premium: the brand's. */
  readonly tier: number;
  readonly series: string;
  /** Position among the leaf's variants. */
  readonly variant: number;
}

const finishes = ['Graphite', 'Sand', 'Forest Green', 'Ocean Blue', 'Terracotta', 'Ivory', 'Burgundy', 'Slate Grey'];
const drawsBeforeFinish = 40;

/** Names products of one leaf, no two alike: a finish or an edition tells those apart that would have the same title. */
export class LeafNames {
  private readonly taken = new Set<string>();
  private readonly brands: readonly { brand: string; tier: number }[];

  constructor(
    private readonly group: Group,
    private readonly leaf: Leaf,
  ) {
    this.brands = group.brands.flatMap((names, tier) => names.map((brand) => ({ brand, tier })));
  }

  next(random: Prng): Naming {
    for (let draws = 0; ; draws++) {
      const { brand, tier } = random.pick(this.brands);
      const series = random.pick(this.group.series);
      const variant = random.below(this.leaf.variants.length);
      const title = this.compose(brand, series, this.leaf.variants[variant], random.pick(this.leaf.nouns));
      const told = draws < drawsBeforeFinish ? title : `${title}, ${this.distinction(random, draws)}`;
      if (this.taken.has(told)) continue;
      this.taken.add(told);
      return { title: told, brand, tier, series, variant };
    }
  }

  private compose(brand: string, series: string, variant: string, noun: string): string {
    return this.leaf.title
      .replace('{brand}', brand)
      .replace('{series}', series)
      .replace('{variant}', variant)
      .replace('{noun}', noun);
  }

  private distinction(random: Prng, draws: number): string {
    const finish = random.pick(finishes);
    return draws < 2 * drawsBeforeFinish ? finish : `${finish}, Edition ${2 + random.below(draws)}`;
  }
}
