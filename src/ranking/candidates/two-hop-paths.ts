import type { Csr } from '../../core/numerics/index.js';

/** Paths of two edges, the first in one matrix and the second in another or the same; buffers are reused from call to call. */
export class TwoHopPaths {
  /** Per product: 1 + its place among the candidates that a path is sought for, else 0. */
  private readonly placeOf: Int32Array;

  constructor(
    private readonly first: Csr,
    private readonly second: Csr,
  ) {
    this.placeOf = new Int32Array(second.width);
  }

  /**
   * For each candidate without common basket, the neighbour that links it to the product most strongly, else -1; of equally
   * strong ones the first.
   */
  of(product: number, candidates: Int32Array, together: Int32Array): Int32Array {
    const { offsets, columns, values } = this.first;
    const next = this.second;
    const { placeOf } = this;
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
      const weight = values[e];
      for (let f = next.offsets[neighbour]; f < next.offsets[neighbour + 1]; f++) {
        const place = placeOf[next.columns[f]];
        if (place === 0) continue;
        const strength = weight * next.values[f];
        if (strength <= strongest[place]) continue;
        strongest[place] = strength;
        through[place - 1] = neighbour;
      }
    }
    for (const candidate of candidates) placeOf[candidate] = 0;
    return through;
  }
}
