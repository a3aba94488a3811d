import type { Catalogue } from '../../../../shop/index.js';
import type { Snapshot } from '../../../../storage/redis/index.js';

/** Ids by number: an epoch's, those that came since in the order of their coming. A number is never given to another. */
export interface Register {
  readonly products: readonly string[];
  readonly categories: readonly string[];
}

/** The register of a snapshot and, after it, what the graph has beside that, in the order of the ids. */
export async function nextRegister(snapshot: Snapshot, epoch: Catalogue, now: Catalogue): Promise<Register> {
  const newcomers = range(epoch.products.ids.length, snapshot.manifest.products);
  const cards = await snapshot.cards(newcomers);
  return {
    products: withNew([...epoch.products.ids, ...cards.map(({ id }) => id)], now.products.ids),
    categories: withNew(snapshot.shared.categories.ids, now.categories.ids),
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function withNew(known: readonly string[], now: readonly string[]): string[] {
  const has = new Set(known);
  return [...known, ...now.filter((id) => !has.has(id))];
}

/** For each of `ids`, its number in the register. */
export function numbersIn(register: readonly string[], ids: readonly string[]): Int32Array {
  const numberOf = new Map(register.map((id, number) => [id, number]));
  return Int32Array.from(ids, (id) => numberOf.get(id) ?? -1);
}
