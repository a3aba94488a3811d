/** Products of many users in their order of time, the oldest first: user u has `products[offsets[u] … offsets[u + 1] - 1]`. */
export interface ProductSequences {
  readonly offsets: Float64Array;
  readonly products: Int32Array;
}

/** Elements of a sequence that the model reads, the latest ones. */
export const sequenceLongest = 20;
/** Width of a direction's hidden state. */
export const sequenceHidden = 64;

/** The sequences of these lists, each the oldest first. */
export function productSequences(lists: readonly (readonly number[])[]): ProductSequences {
  const offsets = new Float64Array(lists.length + 1);
  lists.forEach((list, u) => {
    offsets[u + 1] = offsets[u] + list.length;
  });
  return { offsets, products: Int32Array.from(lists.flat()) };
}
