import type { AddedBlock } from './added-block.js';
import type { ListsById } from './engine-lists.js';
import type { PlantedShop } from './planted-shop.js';

/** A share told as a count of a total. */
export interface Part {
  readonly count: number;
  readonly of: number;
}

/** What a block did to a shop's lists. */
export interface Influence {
  /** Planted complements among the first five of lists that the block does not touch. */
  readonly planted: Part;
  /** Places of the first ten of these lists that hold what they held without the block, in any order. */
  readonly kept: Part;
  /** Planted complements among the first five of lists that the block touches. */
  readonly touchedPlanted: Part;
  /** The block's pairs (x, y) whose y stands on the list of x in the first places, as many as the block gives x. */
  readonly onTop: Part;
  /** Those whose y is among the first five. */
  readonly gained: Part;
  /** Those with a planted x whose y stands before one of the complements of x. */
  readonly ahead: Part;
}

/** Compares a shop's lists with those after a block was added. */
export function influenceOf(shop: PlantedShop, block: AddedBlock, before: ListsById, after: ListsById): Influence {
  const touched = new Set(block.events.map(({ product }) => product));
  const all = [...shop.complements.keys()];
  const others = block.counts === 'alike' ? all : all.filter((x) => !touched.has(x));
  const partners = new Map<string, string[]>();
  for (const [x, y] of block.pairs) partners.set(x, [...(partners.get(x) ?? []), y]);
  const first = (x: string, places: number): readonly string[] => (after.get(x) ?? []).slice(0, places);
  const aheadOf = (x: string, ys: readonly string[]): Part => {
    const complements = (shop.complements.get(x) ?? []).filter((each) => !ys.includes(each));
    const list = after.get(x) ?? [];
    const places = complements.map((each) => (list.includes(each) ? list.indexOf(each) : list.length));
    return found(ys, list.slice(0, Math.max(...places)));
  };
  const planted = (x: string): Part => found(shop.complements.get(x) ?? [], first(x, 5));
  return {
    planted: sum(others.map(planted)),
    kept: sum(others.map((x) => found((before.get(x) ?? []).slice(0, 10), first(x, 10)))),
    touchedPlanted: sum(all.filter((x) => touched.has(x)).map(planted)),
    onTop: sum([...partners].map(([x, ys]) => found(ys, first(x, ys.length)))),
    gained: sum([...partners].map(([x, ys]) => found(ys, first(x, 5)))),
    ahead: sum([...partners].filter(([x]) => shop.complements.has(x)).map(([x, ys]) => aheadOf(x, ys))),
  };
}

/** The part as a share; 1 where there was nothing to find. */
export function share({ count, of }: Part): number {
  return of === 0 ? 1 : count / of;
}

function found(wanted: readonly string[], among: readonly string[]): Part {
  return { count: wanted.filter((each) => among.includes(each)).length, of: wanted.length };
}

function sum(parts: readonly Part[]): Part {
  return {
    count: parts.reduce((total, { count }) => total + count, 0),
    of: parts.reduce((total, { of }) => total + of, 0),
  };
}
