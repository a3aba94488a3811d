import { randomKey, randomNormal } from '../../../core/index.js';
import { untrainedKernels, type Kernels } from '../../propagation/index.js';
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
export function namedParameters(parameters: NetworkParameters): readonly (readonly [string, Float32Array])[] {
  return [
    ['item_rows', parameters.itemRows],
    ['attribute_rows', parameters.attributeRows],
    ['bias', parameters.bias],
    ['log_scale', parameters.logScale],
    ['category_weight', parameters.categoryWeight],
    ...parameters.kernels.map((kernel, i): [string, Float32Array] => [`kernel_${i + 1}`, kernel]),
  ];
}

export function copyParameters(parameters: NetworkParameters): NetworkParameters {
  return {
    itemRows: parameters.itemRows.slice(),
    attributeRows: parameters.attributeRows.slice(),
    bias: parameters.bias.slice(),
    logScale: parameters.logScale.slice(),
    categoryWeight: parameters.categoryWeight.slice(),
    kernels: parameters.kernels.map((kernel) => kernel.slice()),
  };
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
  const { dimension } = config;
  const isWarm = (_: string, product: number): boolean => hasEvents(data, product);
  copyRows(data.productIds, productIds, fresh.itemRows, parameters.itemRows, dimension, isWarm);
  copyRows(data.productIds, productIds, fresh.bias, parameters.bias, 1);
  copyRows(data.attributes.ids, attributeIds, fresh.attributeRows, parameters.attributeRows, dimension);
  const alike = old.layer === config.layer && old.depth === config.depth;
  return {
    ...fresh,
    logScale: parameters.logScale.slice(),
    categoryWeight: parameters.categoryWeight.slice(),
    kernels: alike ? parameters.kernels.map((kernel) => kernel.slice()) : fresh.kernels,
  };
}

/** Copies the rows whose ids both know, except rows of zeros (a product that had no events then). */
export function copyRows(
  ids: readonly string[],
  knownIds: readonly string[],
  rows: Float32Array,
  known: Float32Array,
  width: number,
  wanted: (id: string, row: number) => boolean = () => true,
): void {
  const rowOf = new Map(knownIds.map((id, row) => [id, row]));
  ids.forEach((id, row) => {
    const from = rowOf.get(id);
    if (from === undefined || !wanted(id, row)) return;
    const values = known.subarray(from * width, (from + 1) * width);
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
