import { PairCounter, type PairCount, type PairCounts } from '../../learning/cooccurrence/index.js';
import type { CountedPairs } from './counted-pairs.js';
import type { RankingInputs } from './ranking-inputs.js';

/** The largest number of people that is told apart. */
const MOST_PEOPLE = 255;

/**
 * How often a product was taken with its candidates: as the evidence counts it; of two products whose rows both had no room for the
 * pair, as their baskets do. Buffers are reused from call to call.
 */
export class CandidateCounts {
  private readonly counter: PairCounter | undefined;

  constructor(
    private readonly evidence: RankingInputs['evidence'],
    private readonly counted: CountedPairs,
  ) {
    const { uncut } = evidence;
    this.counter = uncut === undefined ? undefined : new PairCounter(uncut.holders);
  }

  of(product: number, candidates: Int32Array): PairCounts {
    const counts = {
      together: new Int32Array(candidates.length),
      people: new Uint8Array(candidates.length),
      sessions: new Int32Array(candidates.length),
      sessionPeople: new Uint8Array(candidates.length),
    };
    const write = (place: number, count: PairCount): void => {
      counts.together[place] = count.together;
      counts.people[place] = Math.min(count.people, MOST_PEOPLE);
      counts.sessions[place] = count.sessions;
      counts.sessionPeople[place] = Math.min(count.sessionPeople, MOST_PEOPLE);
    };
    const missing: number[] = [];
    for (const [place, candidate] of candidates.entries()) {
      const entry = this.counted.entryOf(product, candidate);
      if (entry >= 0) write(place, this.at(entry));
      else if (this.isCut(product) && this.isCut(candidate)) missing.push(place);
    }
    if (this.counter === undefined || missing.length === 0) return counts;
    const others = Int32Array.from(missing, (place) => candidates[place]);
    for (const [i, count] of this.counter.count(product, others).entries()) write(missing[i], count);
    return counts;
  }

  private at(entry: number): PairCount {
    const { together, people, sessions, sessionPeople } = this.evidence;
    return {
      together: together[entry],
      people: people[entry],
      sessions: sessions[entry],
      sessionPeople: sessionPeople[entry],
    };
  }

  /** Whether the product's row may lack pairs. */
  private isCut(product: number): boolean {
    const { pairs, uncut } = this.evidence;
    return uncut !== undefined && pairs.offsets[product + 1] - pairs.offsets[product] >= uncut.keep;
  }
}
