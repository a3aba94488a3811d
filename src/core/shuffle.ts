import { randomBits, type RandomKey } from './counter-random.js';

/**
 * Puts `values` from `start` up to `end` in random order, in place (Fisher and Yates): all orders are equally likely. The
 * place of each is drawn with the number of the key that has its index, so one key gives one order.
 */
export function shuffle(values: Int32Array, key: RandomKey, start = 0, end = values.length): void {
  for (let last = end - 1; last > start; last--) {
    const other = start + Math.floor((randomBits(key, last) / 2 ** 32) * (last - start + 1));
    [values[last], values[other]] = [values[other], values[last]];
  }
}
