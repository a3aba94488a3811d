/** Draws from a discrete distribution in constant time: Walker's alias method, in the form of Vose (1991). */
export interface AliasTable {
  /** Chance to keep the place that was drawn evenly, of 2^32. */
  readonly keep: Float64Array;
  readonly alias: Int32Array;
}

/** @param weights at least one above 0, none below */
export function aliasTable(weights: Float64Array): AliasTable {
  const places = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scaled = weights.map((weight) => (weight * places) / total);
  const keep = new Float64Array(places).fill(2 ** 32);
  const alias = Int32Array.from({ length: places }, (_, place) => place);
  const small: number[] = [];
  const large: number[] = [];
  scaled.forEach((weight, place) => (weight < 1 ? small : large).push(place));
  for (let low = small.pop(), high = large.pop(); low !== undefined && high !== undefined; low = small.pop()) {
    keep[low] = scaled[low] * 2 ** 32;
    alias[low] = high;
    scaled[high] -= 1 - scaled[low];
    if (scaled[high] < 1) {
      small.push(high);
      high = large.pop();
    }
  }
  return { keep, alias };
}

/** The place that two uniform numbers in [0, 2^32) stand for. */
export function drawPlace({ keep, alias }: AliasTable, first: number, second: number): number {
  const place = Math.floor((first / 2 ** 32) * alias.length);
  return second < keep[place] ? place : alias[place];
}
