import { isAboveChance, isBelowChance } from '../exposure/index.js';
import { placeInRow } from '../../core/numerics/index.js';
import type { RankingInputs } from './ranking-inputs.js';

/** By how much chance is taken to be larger than it is. */
const MARGIN = 1.05;

/** The pairs of the evidence, whichever of the two products has them in its row: rows of products with many others are cut. */
export class CountedPairs {
  constructor(private readonly evidence: RankingInputs['evidence']) {}

  /** The entry of the evidence that counts the pair; -1 where none does. */
  entryOf(a: number, b: number): number {
    const entry = this.inRow(a, b);
    return entry < 0 ? this.inRow(b, a) : entry;
  }

  /** Whether the two were bought together more than by chance: the lower bound of their lift is above 1. */
  aboveChance(a: number, b: number): boolean {
    const { together, baskets, basketTotal } = this.evidence;
    const entry = this.entryOf(a, b);
    if (entry < 0) return false;
    return isAboveChance(together[entry], (baskets[a] * baskets[b]) / basketTotal);
  }

  /** Whether the two were bought together less than by chance, with a margin that keeps what is shown clear of it. */
  belowChance(a: number, b: number): boolean {
    const { together, baskets, basketTotal } = this.evidence;
    const expected = (MARGIN * baskets[a] * baskets[b]) / Math.max(1, basketTotal);
    // No count of orders is that low: the search for the pair is spared.
    if (!isBelowChance(0, expected)) return false;
    const entry = this.entryOf(a, b);
    return isBelowChance(entry < 0 ? 0 : together[entry], expected);
  }

  private inRow(row: number, column: number): number {
    const { offsets, columns } = this.evidence.pairs;
    return placeInRow(columns, column, offsets[row], offsets[row + 1]);
  }
}
