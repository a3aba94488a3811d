/**
 * How often a property that takes long is tried: `whole` times by `npm run proof`, and `sample` times in the tests, so
 * that these stay quick.
 */
export function runs(whole: number, sample: number): number {
  return process.env['ALONGSIDE_PROOF'] === undefined ? sample : whole;
}
