import { meanOf, type QueryValues, type Truth } from '../metrics/index.js';

/** The queries whose product was bought about equally often. */
export interface PopularityBand {
  /** Training purchases of the least and the most bought product asked from. */
  readonly from: number;
  readonly to: number;
  readonly queries: number;
  readonly value: number;
}

/**
 * A metric by how often the query's product was bought: tenths of the queries, the least bought first. Products bought
 * equally often are never parted, so bands are uneven, and fewer, where many are.
 */
export function byPopularityDecile(truth: Pick<Truth, 'queries' | 'counts'>, metric: QueryValues): PopularityBand[] {
  const { queries, counts } = truth;
  const countOf = Int32Array.from(queries, ({ product }) => counts[product]);
  const sorted = countOf.slice().sort();
  const limits = Array.from({ length: 9 }, (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / 10) - 1] ?? 0);
  const bounds = [...new Set([...limits, sorted[sorted.length - 1] ?? 0])];
  return bounds.flatMap((to, band): PopularityBand[] => {
    const above = band === 0 ? -1 : bounds[band - 1];
    const chosen = Uint8Array.from(countOf, (count) => (count > above && count <= to ? 1 : 0));
    const members = countOf.filter((_, q) => chosen[q] === 1);
    if (members.length === 0) return [];
    return [
      {
        from: members.reduce((least, count) => Math.min(least, count), to),
        to,
        queries: members.length,
        value: meanOf(metric, chosen),
      },
    ];
  });
}

/** Products bought at most so often count as cold. */
export const COLD = 3;

/** 1 for each query whose product was bought three times at most. */
export function coldQueries({ queries, counts }: Pick<Truth, 'queries' | 'counts'>): Uint8Array {
  return Uint8Array.from(queries, ({ product }) => (counts[product] <= COLD ? 1 : 0));
}
