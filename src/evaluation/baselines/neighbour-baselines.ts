import { fitBm25Neighbours } from './methods/bm25-neighbours.js';
import { fitCosineNeighbours } from './methods/cosine-neighbours.js';
import { fitIdfOverlap, idfOverlapScorer, type IdfOverlap } from './methods/idf-overlap.js';
import { fitPearsonNeighbours, pearsonNeighboursScorer } from './methods/pearson-neighbours.js';
import { fitTfIdfNeighbours } from './methods/tf-idf-neighbours.js';
import { labelRows, type LabelColumn } from './methods/label-rows.js';
import { meanScorer } from './methods/mean-scorer.js';
import { scaledCoOccurrenceScorer } from './methods/scaled-co-occurrence.js';
import { rowsOf, tunedRowKinds, type BaselineData } from './baseline-data.js';
import { combinations, defineBaseline } from './baseline.js';

export const cosineNeighbours = defineBaseline({
  name: 'cosine kNN',
  grid: (data) => combinations({ rows: tunedRowKinds(data) }),
  learn: (data, { rows }) => fitCosineNeighbours(rowsOf(data, rows)),
  scorer: scaledCoOccurrenceScorer,
});

export const pearsonNeighbours = defineBaseline({
  name: 'Pearson kNN',
  grid: (data) => combinations({ rows: tunedRowKinds(data) }),
  learn: (data, { rows }) => fitPearsonNeighbours(rowsOf(data, rows)),
  scorer: pearsonNeighboursScorer,
});

export const tfIdfNeighbours = defineBaseline({
  name: 'TF-IDF kNN',
  grid: (data) => combinations({ rows: tunedRowKinds(data) }),
  learn: (data, { rows }) => fitTfIdfNeighbours(rowsOf(data, rows)),
  scorer: scaledCoOccurrenceScorer,
});

export const bm25Neighbours = defineBaseline({
  name: 'BM25 kNN',
  grid: (data) => combinations({ rows: tunedRowKinds(data), saturation: [1.2, 100], lengthNormalisation: [0.2, 0.75] }),
  learn: (data, { rows, ...options }) => fitBm25Neighbours(rowsOf(data, rows), options),
  scorer: scaledCoOccurrenceScorer,
});

export const buyers = defineBaseline({
  name: 'buyers',
  grid: () => [{}],
  learn: (data) => fitIdfOverlap(data.userRows),
  scorer: idfOverlapScorer,
});

export const labels = defineBaseline({
  name: 'labels',
  offered: (data) => labelKinds(data).length > 0,
  grid: (data) => combinations({ labels: labelKinds(data) }),
  learn: (data, config) => fitIdfOverlap(labelRows(labelColumns(data, config.labels))),
  scorer: idfOverlapScorer,
});

/** Gorse's `auto`. */
export const buyersAndLabels = defineBaseline({
  name: 'buyers and labels',
  offered: (data) => labelKinds(data).length > 0,
  grid: (data) => combinations({ labels: labelKinds(data) }),
  learn: (data, config) => [fitIdfOverlap(data.userRows), fitIdfOverlap(labelRows(labelColumns(data, config.labels)))],
  scorer: (overlaps: readonly IdfOverlap[]) => meanScorer(overlaps.map(idfOverlapScorer)),
});

type LabelKinds = 'brand' | 'brand and category' | 'brand and category path' | 'category path';

/** What a shop would label its products with: whichever of brand and category it has; a category alone links no other one. */
function labelKinds({ brandOf, categoryPaths = [] }: BaselineData): readonly LabelKinds[] {
  const branded = brandOf.some((brand) => brand >= 0);
  const nested = categoryPaths.some((path) => path.length > 1);
  return [
    ...(branded ? (['brand', 'brand and category'] as const) : []),
    ...(branded && nested ? (['brand and category path'] as const) : []),
    ...(!branded && nested ? (['category path'] as const) : []),
  ];
}

function labelColumns(
  { brandOf, categoryOf, categoryPaths = [] }: BaselineData,
  kinds: LabelKinds,
): readonly LabelColumn[] {
  if (kinds === 'brand') return [brandOf];
  if (kinds === 'brand and category') return [brandOf, categoryOf];
  return kinds === 'category path' ? [categoryPaths] : [brandOf, categoryPaths];
}
