import { randomKey, randomNormal } from '../../../core/index.js';
import { untrainedKernels, type Kernels } from '../../propagation/index.js';
import type { NamedParameter, ParameterValues } from '../adam-state.js';
import type { TrainingConfig } from './training-config.js';
import { hasEvents, type TrainingData } from './training-data.js';

/** All that an item network has learned. */
export interface NetworkParameters {
  /** [products, dimension]; 0 for products without events. */
  readonly itemRows: Float32Array;
  /** [attributes, dimension] */
  readonly attributeRows: Float32Array;
  /** [products]: how much more often each is the answer than its state says. */
  readonly bias: Float32Array;
  /** Log of the scale of the states' inner products. */
  readonly logScale: Float32Array;
  /** Weight of the category pair's log lift. */
  readonly categoryWeight: Float32Array;
  /** One [dimension, dimension] matrix a layer; none for LightGCN. */
  readonly kernels: Kernels;
}

/** A trained item network: its configuration, what its rows stand for, and its parameters. */
export interface TrainedNetwork {
  readonly config: TrainingConfig;
  readonly productIds: readonly string[];
  readonly attributeIds: readonly string[];
  readonly parameters: NetworkParameters;
}

/** The parameters in the order and under the names of the training graphs' tensors. */
export function namedParameters(parameters: NetworkParameters): ParameterValues {
  return {
    item_rows: parameters.itemRows,
    attribute_rows: parameters.attributeRows,
    bias: parameters.bias,
    log_scale: parameters.logScale,
    category_weight: parameters.categoryWeight,
    ...Object.fromEntries(parameters.kernels.map((kernel, i) => [`kernel_${i + 1}`, kernel])),
  };
}

/** What `namedParameters` names. */
export function networkParameters(values: ParameterValues): NetworkParameters {
  return {
    itemRows: values.item_rows,
    attributeRows: values.attribute_rows,
    bias: values.bias,
    logScale: values.log_scale,
    categoryWeight: values.category_weight,
    kernels: Object.keys(values)
      .filter((name) => name.startsWith('kernel_'))
      .map((name) => values[name]),
  };
}

/** The parameters with the shapes of the training graphs' tensors. */
export function shapedParameters(parameters: NetworkParameters, dimension: number): readonly NamedParameter[] {
  return Object.entries(namedParameters(parameters)).map(([name, values]) => {
    const isScalar = values.length === 1 && name !== 'bias';
    const width = name === 'bias' ? 1 : dimension;
    return { name, values, shape: isScalar ? [1] : [values.length / width, width] };
  });
}

/**
 * Parameters before training: small random rows, drawn by id; where `earlier` knows a product or attribute, its row and
 * bias, and its scale, weight and kernels if it is of the same kind.
 */
export function initialParameters(
  data: TrainingData,
  config: TrainingConfig,
  earlier?: TrainedNetwork,
): NetworkParameters {
  const { dimension, seed, layer, depth } = config;
  const deviation = config.initialLength / Math.sqrt(dimension);
  const { ids: attributeIds } = data.attributes;
  const itemRows = drawnRows(data.productIds, 'product', dimension, seed, deviation);
  for (let product = 0; product < data.productIds.length; product++) {
    if (!hasEvents(data, product)) itemRows.fill(0, product * dimension, (product + 1) * dimension);
  }
  const fresh: NetworkParameters = {
    itemRows,
    attributeRows: drawnRows(attributeIds, 'attribute', dimension, seed, deviation),
    bias: new Float32Array(data.productIds.length),
    logScale: Float32Array.of(Math.log(config.scale)),
    categoryWeight: Float32Array.of(0.5),
    kernels: untrainedKernels({
      layer,
      dimension,
      seed,
      layerWeights: new Array<number>(depth + 1).fill(1),
      normaliseLayers: false,
    }).map((kernel) => kernel.slice()),
  };
  return earlier?.config.dimension === dimension ? takeOver(fresh, data, config, earlier) : fresh;
}

function takeOver(
  fresh: NetworkParameters,
  data: TrainingData,
  config: TrainingConfig,
  { config: old, productIds, attributeIds, parameters }: TrainedNetwork,
): NetworkParameters {
  const isWarm = (product: number): boolean => hasEvents(data, product);
  const products = { ids: data.productIds, earlierIds: productIds };
  copyRows(products, fresh.itemRows, parameters.itemRows, isWarm);
  copyRows(products, fresh.bias, parameters.bias);
  copyRows({ ids: data.attributes.ids, earlierIds: attributeIds }, fresh.attributeRows, parameters.attributeRows);
  const alike = old.layer === config.layer && old.depth === config.depth;
  return {
    ...fresh,
    logScale: parameters.logScale.slice(),
    categoryWeight: parameters.categoryWeight.slice(),
    kernels: alike ? parameters.kernels.map((kernel) => kernel.slice()) : fresh.kernels,
  };
}

/** What rows stand for, in two tables. */
export interface RowIds {
  readonly ids: readonly string[];
  readonly earlierIds: readonly string[];
}

/** Copies the rows whose ids both tables have, except rows of zeros (a product that had no events then). */
export function copyRows(
  { ids, earlierIds }: RowIds,
  rows: Float32Array,
  earlier: Float32Array,
  isWanted: (row: number) => boolean = () => true,
): void {
  const width = rows.length / ids.length;
  const rowOf = new Map(earlierIds.map((id, row) => [id, row]));
  ids.forEach((id, row) => {
    const from = rowOf.get(id);
    if (from === undefined || !isWanted(row)) return;
    const values = earlier.subarray(from * width, (from + 1) * width);
    if (values.some((value) => value !== 0)) rows.set(values, row * width);
  });
}

function drawnRows(
  ids: readonly string[],
  kind: string,
  dimension: number,
  seed: number,
  deviation: number,
): Float32Array {
  const rows = new Float32Array(ids.length * dimension);
  ids.forEach((id, row) => {
    const key = randomKey(seed, `${kind}:${id}`);
    for (let i = 0; i < dimension; i++) rows[row * dimension + i] = deviation * randomNormal(key, i);
  });
  return rows;
}
