import { csrFromEdges } from '../../../src/core/numerics/index.js';
import { CategoryLiftRows, type CategoryLift } from '../../../src/learning/cooccurrence/index.js';

/** The lift that has these values, [categories × categories] row-major. */
export function liftOf(values: ArrayLike<number>, categories: number): CategoryLift {
  const places = Int32Array.from(values, (_, i) => i);
  return {
    sums: new Float64Array(categories),
    total: 0,
    pairs: csrFromEdges({
      rows: categories,
      width: categories,
      sources: places.map((i) => Math.floor(i / categories)),
      targets: places.map((i) => i % categories),
      values: Float32Array.from(values),
    }),
  };
}

/** The other way round. */
export function liftValues(lift: CategoryLift): Float32Array {
  const rows = new CategoryLiftRows(lift);
  const categories = lift.sums.length;
  const values = new Float32Array(categories * categories);
  for (let a = 0; a < categories; a++) values.set(rows.of(a), a * categories);
  return values;
}
