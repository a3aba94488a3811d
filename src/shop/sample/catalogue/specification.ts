import type { Season } from '../season.js';

/** How a department is stocked: what the catalogue's data files say. */
export interface Department {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly Group[];
}

/** A group shares its brands and series, so that a tent and a mat of one brand and series belong together. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly brands: BrandsByTier;
  readonly series: readonly string[];
  readonly leaves: readonly Leaf[];
}

/** Invented brands of the price tiers value, mid and premium. */
export type BrandsByTier = readonly [value: readonly string[], mid: readonly string[], premium: readonly string[]];

export interface Leaf {
  readonly id: string;
  readonly name: string;
  readonly nouns: readonly string[];
  /** What distinguishes products of one series. Where `price` follows it, in ascending order. */
  readonly variants: readonly string[];
  /** Whether a later variant costs more (sizes do, colours do not). */
  readonly priceFollowsVariant?: boolean;
  /** Cheapest and dearest, in the shop's currency. */
  readonly price: readonly [number, number];
  /** `{brand} {series} {variant} {noun}` unless said otherwise. */
  readonly title?: string;
  readonly season?: Season;
  /** Share of the shop's demand; 1 where absent. */
  readonly demand?: number;
  /** Share of the shop's range; 1 where absent. */
  readonly range?: number;
  /** Bought again and again, several at a time. */
  readonly consumable?: boolean;
  /** Nothing of it has been sold or seen yet. */
  readonly unreleased?: boolean;
  /** Leaf id → probability that an order with a product of this leaf also gets its complement there. */
  readonly goesWith: Readonly<Record<string, number>>;
}
