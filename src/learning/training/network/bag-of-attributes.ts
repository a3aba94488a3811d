import { csrFromEdges } from '../../../core/numerics/index.js';
import { compareIds } from '../../../core/index.js';
import type { AttributeMatrix } from './training-data.js';

/** One kind of attributes: brands, say, or the words of titles. */
export interface AttributeFamily {
  /** Distinguishes the kind's ids from others': "brand". */
  readonly kind: string;
  /** Length of what the kind adds to a product's input state if all attributes' rows had length 1 and were orthogonal. */
  readonly weight: number;
  /** Attributes that fewer products have are left out. */
  readonly leastProducts: number;
  /** The attributes of the product with this number. */
  readonly of: (product: number) => readonly string[];
}

/**
 * Which products have which attributes. Of a family a product's n attributes weigh weight / √n each, so that a long title
 * says no more than a short one.
 *
 * @param counted products, from the first on, by which it is decided which attributes are left out; all if left out
 */
export function bagOfAttributes(
  products: number,
  families: readonly AttributeFamily[],
  counted: number = products,
): AttributeMatrix {
  const sources: number[] = [];
  const ids: string[] = [];
  const weights: number[] = [];
  for (const { kind, weight, leastProducts, of } of families) {
    if (weight === 0) continue;
    const counts = new Map<string, number>();
    const distinct = (product: number): ReadonlySet<string> => new Set(of(product));
    for (let p = 0; p < counted; p++) for (const id of distinct(p)) counts.set(id, (counts.get(id) ?? 0) + 1);
    for (let p = 0; p < products; p++) {
      const kept = [...distinct(p)].filter((id) => (counts.get(id) ?? 0) >= leastProducts);
      for (const id of kept) {
        sources.push(p);
        ids.push(`${kind}:${id}`);
        weights.push(weight / Math.sqrt(kept.length));
      }
    }
  }
  // A shop without any attribute still has one, of no product: tensors need rows.
  const known = [...new Set(ids.length > 0 ? ids : ['none:'])].sort(compareIds);
  const numberOf = new Map(known.map((id, number) => [id, number]));
  const targets = Int32Array.from(ids, (id) => numberOf.get(id) ?? 0);
  const entries = csrFromEdges({
    rows: products,
    width: known.length,
    sources: Int32Array.from(sources),
    targets,
    values: Float32Array.from(weights),
  });
  return { ids: known, entries };
}
