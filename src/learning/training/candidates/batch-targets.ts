/** The targets of a batch's examples, one after another; example e has `targets[offsets[e] … offsets[e + 1] - 1]`. */
export function batchTargets(batch: Int32Array, offsets: ArrayLike<number>, targets: Int32Array): Int32Array {
  const all = new Int32Array(batch.reduce((sum, e) => sum + offsets[e + 1] - offsets[e], 0));
  let count = 0;
  for (const e of batch) {
    all.set(targets.subarray(offsets[e], offsets[e + 1]), count);
    count += offsets[e + 1] - offsets[e];
  }
  return all;
}
