import type { Csr } from '../../core/numerics/index.js';

/** Whether a product and the third one on a path are linked so that a person would believe it. */
export type BelievesLink = (a: number, b: number) => boolean;

/** Of the first edge, from the product to the third one, and of the second, from there to the candidate. */
export interface BelievedLinks {
  readonly first: BelievesLink;
  readonly second: BelievesLink;
}

/** Paths of two edges, the first in one matrix and the second in another or the same; buffers are reused from call to call. */
export class TwoHopPaths {
  /** Per product: 1 + its place among the candidates that a path is sought for, else 0. */
  private readonly placeOf: Int32Array;

  constructor(
    private readonly first: Csr,
    private readonly second: Csr,
    private readonly believes: BelievedLinks,
  ) {
    this.placeOf = new Int32Array(second.width);
  }

  /**
   * For each candidate without common basket, the neighbour that links it to the product most strongly of those whose both links
   * are believed, else -1; of equally strong ones the first.
   */
  of(product: number, candidates: Int32Array, together: Int32Array): Int32Array {
    const { offsets, columns, values } = this.first;
    const { placeOf, believes } = this;
    const through = new Int32Array(candidates.length).fill(-1);
    const strongest = new Float64Array(candidates.length + 1);
    let sought = 0;
    for (let i = 0; i < candidates.length; i++) {
      if (together[i] > 0) continue;
      placeOf[candidates[i]] = i + 1;
      sought++;
    }
    for (let e = offsets[product]; sought > 0 && e < offsets[product + 1]; e++) {
      const neighbour = columns[e];
      if (believes.first(product, neighbour)) this.follow(neighbour, values[e], candidates, { through, strongest });
    }
    for (const candidate of candidates) placeOf[candidate] = 0;
    return through;
  }

  /** Takes the second edges of a neighbour, of the weight of its first, where they lead to a candidate more strongly than any before. */
  private follow(
    neighbour: number,
    weight: number,
    candidates: Int32Array,
    { through, strongest }: { readonly through: Int32Array; readonly strongest: Float64Array },
  ): void {
    const { offsets, columns, values } = this.second;
    for (let f = offsets[neighbour]; f < offsets[neighbour + 1]; f++) {
      const place = this.placeOf[columns[f]];
      if (place === 0) continue;
      const strength = weight * values[f];
      if (strength <= strongest[place] || !this.believes.second(neighbour, candidates[place - 1])) continue;
      strongest[place] = strength;
      through[place - 1] = neighbour;
    }
  }
}
