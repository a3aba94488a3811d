import { TopK, placeInRow, type Csr } from '../../../core/numerics/index.js';
import { graphOptions, type Epoch } from './epoch.js';
import type { OwnEvidence } from './own-evidence.js';

/**
 * The item graph's rows of some products as they are now, normalised: their strongest neighbours by their own evidence, and those
 * that the epoch's graph gave them as far as a basket still holds both. The degrees of all others are the epoch's.
 *
 * @param products numbers of the rows
 * @returns [rows, rows + the epoch's products]: the rows' own columns come first, as `encodeRows` reads them
 */
export function ownGraph(epoch: Epoch, products: Int32Array, evidence: OwnEvidence): Csr {
  const { neighbours, layer } = graphOptions(epoch.model);
  const strongest = new TopK(neighbours, -Infinity);
  const columns: number[] = [];
  const values: number[] = [];
  const offsets = new Float64Array(products.length + 1);
  products.forEach((x, row) => {
    const edges = new Map(strongestEdges(epoch, evidence, row, strongest));
    for (const [y, weight] of keptEdges(epoch, x, evidence, row)) if (!edges.has(y)) edges.set(y, weight);
    if (layer !== 'lightgcn') edges.set(x, 1);
    const sorted = [...edges].sort(([a], [b]) => a - b);
    const own = scaleOf(sorted.reduce((sum, [, weight]) => sum + weight, 0));
    for (const [y, weight] of sorted) {
      columns.push(y === x ? row : products.length + y);
      values.push(Math.fround(weight * own * (y === x ? own : scaleOf(epoch.degrees[y]))));
    }
    offsets[row + 1] = columns.length;
  });
  return {
    rows: products.length,
    width: products.length + epoch.mass.length,
    offsets,
    columns: Int32Array.from(columns),
    values: Float32Array.from(values),
  };
}

function scaleOf(degree: number): number {
  return degree > 0 ? 1 / Math.sqrt(degree) : 0;
}

/** The heaviest edges of a row by C[x, y] / √(|C[x]| |C[y]|), with products that had evidence in the epoch. */
function strongestEdges(
  { mass }: Epoch,
  { cut, mass: ownMass }: OwnEvidence,
  row: number,
  strongest: TopK,
): (readonly [number, number])[] {
  const known: number[] = [];
  const strengths: number[] = [];
  for (let e = cut.offsets[row]; e < cut.offsets[row + 1]; e++) {
    const y = cut.columns[e];
    if (!(mass[y] > 0)) continue;
    known.push(y);
    strengths.push(cut.values[e] / Math.sqrt(ownMass[row] * mass[y]));
  }
  return [...strongest.ascending(Float64Array.from(strengths))].map(
    (place) => [known[place], Math.fround(strengths[place])] as const,
  );
}

/** The epoch's edges of a product whose pair still has evidence; one that the row has no room for weighs what it did. */
function* keptEdges(
  { inputs: { graph }, mass, inputs }: Epoch,
  x: number,
  { cut, pairs, mass: ownMass }: OwnEvidence,
  row: number,
): Generator<readonly [number, number]> {
  if (x >= graph.rows) return;
  const before = inputs.evidence.pairs;
  for (let e = graph.offsets[x]; e < graph.offsets[x + 1]; e++) {
    const y = graph.columns[e];
    if (y === x) continue;
    const own = placeInRow(cut.columns, y, cut.offsets[row], cut.offsets[row + 1]);
    if (own >= 0) {
      yield [y, Math.fround(cut.values[own] / Math.sqrt(ownMass[row] * mass[y]))];
    } else if (placeInRow(pairs.columns, y, pairs.offsets[row], pairs.offsets[row + 1]) >= 0) {
      const theirs = placeInRow(before.columns, x, before.offsets[y], before.offsets[y + 1]);
      if (theirs >= 0) yield [y, Math.fround(before.values[theirs] / Math.sqrt(mass[x] * mass[y]))];
    }
  }
}
