import { probabilityAt, type CandidateProbability } from '../candidates/index.js';
import type { CandidateList } from '../types.js';

/**
 * The probabilities of the products of merged lists: their weighted means over all lists, a list that lacks a product giving it 0.
 * Unknown where no list that holds a product knows one.
 */
export class MergedProbabilities {
  /** [slots] weighed sums; NaN until a list knows one. */
  private readonly sums: Float64Array;
  /** [slots] the fewest people behind a pair that was added. */
  private readonly people: Uint8Array;

  /** @param slots products at most */
  constructor(slots: number) {
    this.sums = new Float64Array(slots).fill(NaN);
    this.people = new Uint8Array(slots).fill(255);
  }

  /** Adds what a list says of the product of a slot. */
  add(slot: number, list: CandidateList, place: number, weight: number): void {
    const { probability, probabilityPeople } = probabilityAt(list, place);
    if (Number.isNaN(probability)) return;
    const part = weight * probability;
    const sum = this.sums[slot];
    this.sums[slot] = Number.isNaN(sum) ? part : sum + part;
    this.people[slot] = Math.min(this.people[slot], probabilityPeople);
  }

  /** @param total the weight of all lists */
  of(slot: number, total: number): CandidateProbability {
    return { probability: this.sums[slot] / total, probabilityPeople: this.people[slot] };
  }
}
