import { liftValues } from '../../cooccurrence/dense-lift.js';
import type { Csr } from '../../../../src/core/numerics/index.js';
import type { NetworkParameters, TrainingConfig, TrainingData } from '../../../../src/learning/training/index.js';

/** What a step's masks and samples were. */
export interface NaiveStep {
  readonly keepOwn: ArrayLike<number>;
  readonly keepGraph: ArrayLike<number>;
  /** [products, dimension] */
  readonly dropout: ArrayLike<number>;
  readonly batch: ArrayLike<number>;
  readonly candidates: ArrayLike<number>;
  readonly corrections: ArrayLike<number>;
  /** [candidates, batch] */
  readonly targets: ArrayLike<number>;
}

/** Parameters as plain numbers, so that they can be moved by less than a float32's precision. */
export type NaiveParameters = Readonly<Record<string, Float64Array>>;

export function naiveParameters(parameters: NetworkParameters): NaiveParameters {
  return {
    item_rows: Float64Array.from(parameters.itemRows),
    attribute_rows: Float64Array.from(parameters.attributeRows),
    bias: Float64Array.from(parameters.bias),
    log_scale: Float64Array.from(parameters.logScale),
    category_weight: Float64Array.from(parameters.categoryWeight),
    ...Object.fromEntries(parameters.kernels.map((kernel, i) => [`kernel_${i + 1}`, Float64Array.from(kernel)])),
  };
}

type Rows = readonly Float64Array[];

/** The loss of a step by the formulas, in float64 and without ONNX, buckets or matrix products. */
export function naiveLoss(
  data: TrainingData,
  config: TrainingConfig,
  parameters: NaiveParameters,
  step: NaiveStep,
): number {
  const h = naiveStates(data, config, parameters, step);
  const { categoryOf, categories, categoryGroups } = data;
  const lift = liftValues(data.lift);
  const rho = config.rowNormalisation;
  const scaled = (row: Float64Array): Float64Array => {
    const length = rho * Math.max(Math.sqrt(dot(row, row)), 1e-6) + 1 - rho;
    return row.map((x) => x / length);
  };
  const width = step.batch.length;
  let loss = 0;
  for (let b = 0; b < width; b++) {
    const x = step.batch[b];
    const query = scaled(h[x]);
    const logits = Array.from(step.candidates, (y, k) => {
      const pair = categoryOf[x] >= 0 && categoryOf[y] >= 0 ? lift[categoryOf[x] * categories + categoryOf[y]] : 0;
      const same =
        categoryOf[x] >= 0 && categoryOf[y] >= 0 && categoryGroups[categoryOf[x]] === categoryGroups[categoryOf[y]];
      return (
        Math.exp(parameters.log_scale[0]) * dot(query, scaled(h[y])) +
        parameters.bias[y] +
        parameters.category_weight[0] * pair +
        step.corrections[k] -
        (same ? 1e9 : 0)
      );
    });
    const highest = Math.max(...logits);
    const normaliser = highest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - highest), 0));
    logits.forEach((logit, k) => (loss += step.targets[k * width + b] * (normaliser - logit)));
  }
  return loss;
}

function naiveStates(data: TrainingData, config: TrainingConfig, parameters: NaiveParameters, step: NaiveStep): Rows {
  const { dimension: d, layer, depth } = config;
  const { entries } = data.attributes;
  const rowOf = (rows: Float64Array, row: number): Float64Array => rows.slice(row * d, (row + 1) * d);
  const input = data.productIds.map((_, p) => {
    const state = rowOf(parameters.item_rows, p).map((x) => x * step.keepOwn[p]);
    for (const [attribute, weight] of entriesOf(entries, p)) {
      rowOf(parameters.attribute_rows, attribute).forEach((x, i) => (state[i] += weight * x));
    }
    return state.map((x, i) => (x * step.dropout[p * d + i]) / (1 - config.dropout));
  });
  let states: Rows = input;
  const sums = input.map((row) => row.slice());
  for (let l = 1; l <= depth; l++) {
    const kernel = parameters[`kernel_${l}`];
    const before =
      layer === 'attention'
        ? states.map((row) => row.map((x) => x / Math.max(Math.sqrt(dot(row, row)), 1e-6)))
        : states;
    states = before.map((own, p) => {
      const edges = entriesOf(data.graph, p);
      if (layer !== 'attention') {
        const sum = weighted(edges, before, d);
        return layer === 'gcn' ? times(sum, kernel, d).map((x) => Math.max(0, x)) : sum;
      }
      const query = times(own, kernel, d);
      const shares = edges.map(([j, weight]): [number, number] => [j, weight * Math.exp(dot(query, before[j]))]);
      const total = shares.reduce((sum, [, share]) => sum + share, 0);
      return weighted(shares, before, d).map((x) => (total > 0 ? x / total : 0));
    });
    states.forEach((row, p) => {
      row.forEach((x, i) => (sums[p][i] += x * step.keepGraph[p]));
    });
  }
  return sums.map((row) => row.map((x) => x / (depth + 1)));
}

function entriesOf(matrix: Csr, row: number): [number, number][] {
  const entries: [number, number][] = [];
  for (let e = matrix.offsets[row]; e < matrix.offsets[row + 1]; e++)
    entries.push([matrix.columns[e], matrix.values[e]]);
  return entries;
}

function weighted(edges: readonly [number, number][], rows: Rows, d: number): Float64Array {
  const sum = new Float64Array(d);
  for (const [j, weight] of edges) rows[j].forEach((x, i) => (sum[i] += weight * x));
  return sum;
}

function times(row: Float64Array, kernel: Float64Array, d: number): Float64Array {
  return row.map((_, c) => row.reduce((sum, x, i) => sum + x * kernel[i * d + c], 0));
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, i) => sum + x * b[i], 0);
}
