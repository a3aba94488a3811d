import type { ProductSequences } from './product-sequences.js';

/** Moments in users' sequences from which products of another category group followed. */
export interface SequenceExamples {
  /** Example e has read `products[from[e] … to[e] - 1]`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Its targets are `targets[targetOffsets[e] … targetOffsets[e + 1] - 1]`, each once. */
  readonly targetOffsets: Int32Array;
  readonly targets: Int32Array;
}

/**
 * Every moment of every sequence, with the products among the next `ahead` that are eligible and of another category group than the
 * latest one; moments without any are left out.
 *
 * @param lineOf category group of each product, -1 for none
 * @param longest elements that an example reads at most
 */
export function sequenceExamples(
  { offsets, products }: ProductSequences,
  categoryGroupOf: Int32Array,
  eligible: Uint8Array,
  ahead: number,
  longest: number,
): SequenceExamples {
  const from: number[] = [];
  const to: number[] = [];
  const targetOffsets = [0];
  const targets: number[] = [];
  for (let user = 0; user < offsets.length - 1; user++) {
    const end = offsets[user + 1];
    for (let now = offsets[user] + 1; now < end; now++) {
      const latest = products[now - 1];
      const first = targets.length;
      for (let next = now; next < Math.min(end, now + ahead); next++) {
        const product = products[next];
        const follows =
          eligible[product] === 1 && product !== latest && categoryGroupOf[product] !== categoryGroupOf[latest];
        if (follows && !targets.includes(product, first)) targets.push(product);
      }
      if (targets.length === first) continue;
      from.push(Math.max(offsets[user], now - longest));
      to.push(now);
      targetOffsets.push(targets.length);
    }
  }
  return {
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    targetOffsets: Int32Array.from(targetOffsets),
    targets: Int32Array.from(targets),
  };
}
