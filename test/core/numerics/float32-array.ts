import fc from 'fast-check';

/** Arrays of float32 numbers of this length in [-1, 1], many of them 0. */
export function float32Array(length: number): fc.Arbitrary<Float32Array> {
  const number = fc.oneof(fc.constant(0), fc.float({ min: -1, max: 1, noNaN: true }));
  return fc.array(number, { minLength: length, maxLength: length }).map((values) => Float32Array.from(values));
}
