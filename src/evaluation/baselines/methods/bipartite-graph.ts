import { transpose, type Csr } from '../../../core/numerics/index.js';
import { rowSizes, rowsHolding } from './co-occurrence.js';

/**
 * The graph of rows and products [rows + products, rows + products] with an edge where a row holds a product; rows are
 * numbered first, then products. Values are what `weigh` makes of the degrees of both ends.
 */
export function bipartiteGraph(
  contents: Csr,
  weigh: (from: number, to: number) => number,
): Csr & { readonly degrees: Float64Array } {
  const { rows, width } = contents;
  const nodes = rows + width;
  const holders = transpose(contents);
  const degrees = new Float64Array(nodes);
  degrees.set(rowSizes(contents));
  degrees.set(rowsHolding(contents), rows);

  const entries = contents.columns.length;
  const offsets = new Float64Array(nodes + 1);
  offsets.set(contents.offsets);
  for (let product = 0; product < width; product++)
    offsets[rows + product + 1] = entries + holders.offsets[product + 1];
  const columns = new Int32Array(2 * entries);
  for (let e = 0; e < entries; e++) columns[e] = rows + contents.columns[e];
  columns.set(holders.columns, entries);
  const values = new Float32Array(2 * entries);
  for (let node = 0; node < nodes; node++) {
    for (let e = offsets[node]; e < offsets[node + 1]; e++) values[e] = weigh(degrees[node], degrees[columns[e]]);
  }
  return { rows: nodes, width: nodes, offsets, columns, values, degrees };
}
