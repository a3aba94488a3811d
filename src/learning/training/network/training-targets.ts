import type { Csr } from '../../../core/numerics/index.js';
import type { TrainingConfig } from './training-config.js';
import type { TrainingData } from './training-data.js';

/** What the network is to predict: for each query product a distribution over products of other category groups. */
export interface TrainingTargets {
  /** [products, products]: rows that sum to 1, or empty. */
  readonly rows: Csr;
  /** Weight of each product as a query, 0 where its row is empty. */
  readonly weight: Float64Array;
  /** The products that have a row, ascending. */
  readonly queries: Int32Array;
}

/**
 * The evidence C_x restricted to eligible products of other category groups, divided by popularity^debias, normalised.
 * A query weighs |C_x|^evidencePower, with |C_x| the restricted row's sum.
 */
export function trainingTargets(
  data: TrainingData,
  { debias, evidencePower }: Pick<TrainingConfig, 'debias' | 'evidencePower'>,
): TrainingTargets {
  const { evidence, eligible, logPopularity } = data;
  const { rows, offsets, columns, values } = evidence;
  const line = lineOfProducts(data);
  const outOffsets = new Float64Array(rows + 1);
  const outColumns = new Int32Array(columns.length);
  const outValues = new Float32Array(columns.length);
  const weight = new Float64Array(rows);
  const queries: number[] = [];
  let write = 0;
  for (let x = 0; x < rows; x++) {
    const start = write;
    let mass = 0;
    let sum = 0;
    const asked = line[x] >= 0 && (data.queries === undefined || data.queries[x] === 1);
    for (let e = offsets[x]; asked && e < offsets[x + 1]; e++) {
      const y = columns[e];
      if (eligible[y] === 0 || line[y] === line[x]) continue;
      const target = values[e] * Math.exp(-debias * logPopularity[y]);
      outColumns[write] = y;
      outValues[write++] = target;
      mass += values[e];
      sum += target;
    }
    for (let e = start; e < write; e++) outValues[e] /= sum;
    if (write > start) {
      weight[x] = mass ** evidencePower;
      queries.push(x);
    }
    outOffsets[x + 1] = write;
  }
  const matrix = { columns: outColumns.slice(0, write), values: outValues.slice(0, write) };
  return { rows: { ...evidence, offsets: outOffsets, ...matrix }, weight, queries: Int32Array.from(queries) };
}

/** The category group of each product, -1 where it has no category. */
export function lineOfProducts({
  categoryOf,
  categoryGroups,
}: Pick<TrainingData, 'categoryOf' | 'categoryGroups'>): Int32Array {
  return categoryOf.map((category) => (category < 0 ? -1 : categoryGroups[category]));
}
