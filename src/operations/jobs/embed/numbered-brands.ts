import { compareIds } from '../../../core/index.js';

/** Each brand once, in the order of the names, and the number of each product's brand, -1 for none. */
export function numberedBrands(names: readonly (string | null)[]): {
  readonly brands: readonly string[];
  readonly brandOf: Int32Array;
} {
  const brands = [...new Set(names)].filter((name) => name !== null).sort(compareIds);
  const numberOf = new Map(brands.map((name, number) => [name, number]));
  return { brands, brandOf: Int32Array.from(names, (name) => (name === null ? -1 : (numberOf.get(name) ?? -1))) };
}
