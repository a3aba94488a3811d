import { csrFromEdges, rowLength, scaleToUnit, type Csr } from '../../core/numerics/index.js';
import { randomBits, randomKey } from '../../core/index.js';
import { titleWords } from './title-words.js';

export interface TitleHashOptions {
  /** Number of buckets that words and bigrams are hashed into. */
  readonly buckets: number;
  /** Weight of a bigram beside that of a word; 0 leaves bigrams out. */
  readonly bigramWeight: number;
  /** A token of fewer titles is left out: it links nothing. */
  readonly fewestTitles: number;
  /** A token of a greater share of the titles is left out: it says nothing, and its row would be a hub. */
  readonly largestShare: number;
}

export const defaultTitleHash: TitleHashOptions = {
  buckets: 2 ** 18,
  bigramWeight: 0.5,
  fewestTitles: 2,
  largestShare: 0.2,
};

/** Titles as bags of hashed tokens. */
export interface HashedTitles {
  /** [titles, tokens]: TF-IDF weights, rows of length 1, or empty where no token of a title is kept. */
  readonly weights: Csr;
  /** The bucket of each token, ascending: the same for the same words whatever else the shop sells. */
  readonly buckets: Int32Array;
}

/**
 * Hashes the words and bigrams of titles (the hashing trick: Weinberger et al., ICML 2009), so that no vocabulary has to be
 * kept beside a model. A token that occurs in df of n titles weighs ln((n + 1) / (df + 1)), however often it is repeated
 * in a title.
 *
 * @param counted titles, from the first on, that n and df are counted over; all if left out
 */
export function hashTitles(
  titles: readonly string[],
  options: TitleHashOptions = defaultTitleHash,
  counted: number = titles.length,
): HashedTitles {
  const { bucketOf, isBigram, offsets } = tokenBuckets(titles, options);
  const kept = keptBuckets(bucketOf, offsets, counted, options);
  const edges = bucketOf.length;
  const sources = new Int32Array(edges);
  const targets = new Int32Array(edges);
  const values = new Float32Array(edges);
  let count = 0;
  for (let t = 0; t < titles.length; t++) {
    for (let e = offsets[t]; e < offsets[t + 1]; e++) {
      const column = kept.columnOf[bucketOf[e]];
      if (column < 0) continue;
      sources[count] = t;
      targets[count] = column;
      values[count++] = kept.idf[column] * (isBigram[e] === 1 ? options.bigramWeight : 1);
    }
  }
  const weights = csrFromEdges({
    rows: titles.length,
    width: kept.buckets.length,
    sources: sources.subarray(0, count),
    targets: targets.subarray(0, count),
    values: values.subarray(0, count),
    combine: Math.max,
  });
  for (let t = 0; t < titles.length; t++) scaleToUnit(weights.values, weights.offsets[t], rowLength(weights, t));
  return { weights, buckets: kept.buckets };
}

interface TokenBuckets {
  /** Title t has the tokens `offsets[t] … offsets[t + 1] - 1`. */
  readonly offsets: Float64Array;
  readonly bucketOf: Int32Array;
  readonly isBigram: Uint8Array;
}

function tokenBuckets(titles: readonly string[], { buckets, bigramWeight }: TitleHashOptions): TokenBuckets {
  const offsets = new Float64Array(titles.length + 1);
  const found: number[] = [];
  const bigrams: number[] = [];
  const known = new Map<string, number>();
  const push = (token: string, bigram: number): void => {
    let bucket = known.get(token);
    if (bucket === undefined) known.set(token, (bucket = randomBits(randomKey(0, token), 0) % buckets));
    found.push(bucket);
    bigrams.push(bigram);
  };
  titles.forEach((title, t) => {
    const words = titleWords(title);
    words.forEach((word, w) => {
      push(word, 0);
      if (bigramWeight > 0 && w > 0) push(`${words[w - 1]} ${word}`, 1);
    });
    offsets[t + 1] = found.length;
  });
  return { offsets, bucketOf: Int32Array.from(found), isBigram: Uint8Array.from(bigrams) };
}

interface KeptBuckets {
  readonly buckets: Int32Array;
  /** Column of a bucket, -1 where it is left out. */
  readonly columnOf: Int32Array;
  readonly idf: Float64Array;
}

function keptBuckets(
  bucketOf: Int32Array,
  offsets: Float64Array,
  titles: number,
  { buckets, fewestTitles, largestShare }: TitleHashOptions,
): KeptBuckets {
  const frequency = new Int32Array(buckets);
  const lastTitle = new Int32Array(buckets).fill(-1);
  for (let t = 0; t < titles; t++) {
    for (let e = offsets[t]; e < offsets[t + 1]; e++) {
      const bucket = bucketOf[e];
      if (lastTitle[bucket] === t) continue;
      lastTitle[bucket] = t;
      frequency[bucket]++;
    }
  }
  const columnOf = new Int32Array(buckets).fill(-1);
  const kept: number[] = [];
  for (let bucket = 0; bucket < buckets; bucket++) {
    if (frequency[bucket] < fewestTitles || frequency[bucket] > largestShare * titles) continue;
    columnOf[bucket] = kept.length;
    kept.push(bucket);
  }
  const idf = Float64Array.from(kept, (bucket) => Math.log((titles + 1) / (frequency[bucket] + 1)));
  return { buckets: Int32Array.from(kept), columnOf, idf };
}
