import {
  fitBm25Neighbours,
  fitCosineNeighbours,
  fitIdfOverlap,
  fitPearsonNeighbours,
  fitTfIdfNeighbours,
  idfOverlapScorer,
  labelRows,
  meanScorer,
  pearsonNeighboursScorer,
  scaledCoOccurrenceScorer,
  type IdfOverlap,
} from '../../similarity/index.js';
import { rowsOf, tunedRowKinds, type PeerData } from './peer-data.js';
import { combinations, definePeer } from './peer.js';

export const cosineNeighbours = definePeer({
  name: 'cosine kNN',
  grid: (data) => combinations({ rows: tunedRowKinds(data) }),
  learn: (data, { rows }) => fitCosineNeighbours(rowsOf(data, rows)),
  scorer: scaledCoOccurrenceScorer,
});

export const pearsonNeighbours = definePeer({
  name: 'Pearson kNN',
  grid: (data) => combinations({ rows: tunedRowKinds(data) }),
  learn: (data, { rows }) => fitPearsonNeighbours(rowsOf(data, rows)),
  scorer: pearsonNeighboursScorer,
});

export const tfIdfNeighbours = definePeer({
  name: 'TF-IDF kNN',
  grid: (data) => combinations({ rows: tunedRowKinds(data) }),
  learn: (data, { rows }) => fitTfIdfNeighbours(rowsOf(data, rows)),
  scorer: scaledCoOccurrenceScorer,
});

export const bm25Neighbours = definePeer({
  name: 'BM25 kNN',
  grid: (data) => combinations({ rows: tunedRowKinds(data), saturation: [1.2, 100], lengthNormalisation: [0.2, 0.75] }),
  learn: (data, { rows, ...options }) => fitBm25Neighbours(rowsOf(data, rows), options),
  scorer: scaledCoOccurrenceScorer,
});

export const buyers = definePeer({
  name: 'buyers',
  grid: () => [{}],
  learn: (data) => fitIdfOverlap(data.userRows),
  scorer: idfOverlapScorer,
});

export const labels = definePeer({
  name: 'labels',
  offered: hasBrands,
  grid: () => combinations({ labels: ['brand', 'brand and category'] }),
  learn: (data, config) => labelOverlap(data, config.labels),
  scorer: idfOverlapScorer,
});

/** Gorse's `auto`. */
export const buyersAndLabels = definePeer({
  name: 'buyers and labels',
  offered: hasBrands,
  grid: () => combinations({ labels: ['brand', 'brand and category'] }),
  learn: (data, config) => [fitIdfOverlap(data.userRows), labelOverlap(data, config.labels)],
  scorer: (overlaps: readonly IdfOverlap[]) => meanScorer(overlaps.map(idfOverlapScorer)),
});

function hasBrands({ brandOf }: PeerData): boolean {
  return brandOf.some((brand) => brand >= 0);
}

function labelOverlap({ brandOf, categoryOf }: PeerData, kind: string): IdfOverlap {
  return fitIdfOverlap(labelRows(kind === 'brand' ? [brandOf] : [brandOf, categoryOf]));
}
