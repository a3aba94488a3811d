import { transpose, type Csr } from '../../../core/numerics/index.js';
import { tensorOf, type Tensor } from '../../onnx/index.js';
import { bucketSparse } from './bucketed-sparse.js';
import { holdsWholeTables, wholeTables } from './category-tables.js';
import type { TrainingConfig } from './training-config.js';
import type { TrainingData } from './training-data.js';

type Feeds = Record<string, Tensor>;

/**
 * The inputs of the training graphs that are the same in all steps; of a shop of many categories, without their tables.
 *
 * @param chunkSlots neighbour slots that a graph gathers at a time; left out, as many as suit a CPU
 */
export function constantInputs(data: TrainingData, config: TrainingConfig, chunkSlots?: number): Feeds {
  return {
    ...sparseInputs('graph', data.graph, chunkSlots),
    ...sparseInputs('attributes', data.attributes.entries, chunkSlots),
    ...sparseInputs('members', transpose(data.attributes.entries), chunkSlots),
    ...(holdsWholeTables(data) ? wholeTables(data) : {}),
    row_normalisation: single(config.rowNormalisation),
    dropout_scale: single(1 / (1 - config.dropout)),
  };
}

function sparseInputs(prefix: string, matrix: Csr, chunkSlots: number | undefined): Feeds {
  const b = bucketSparse(matrix, chunkSlots);
  const hubs = b.hubPieces.length / b.mostPieces;
  return {
    [`${prefix}_neighbours`]: tensorOf(b.neighbours, [b.neighbours.length]),
    [`${prefix}_weights`]: tensorOf(b.weights, [b.weights.length]),
    [`${prefix}_bucket_slots`]: tensorOf(b.bucketSlots, [b.bucketSlots.length]),
    [`${prefix}_owners`]: tensorOf(b.owners, [b.owners.length]),
    [`${prefix}_bucket_pieces`]: tensorOf(b.bucketPieces, [b.bucketPieces.length]),
    [`${prefix}_bucket_chunks`]: tensorOf(b.bucketChunks, [b.bucketChunks.length]),
    [`${prefix}_hub_pieces`]: tensorOf(b.hubPieces, [hubs, b.mostPieces]),
    [`${prefix}_hub_weights`]: tensorOf(b.hubWeights, [hubs, 1, b.mostPieces]),
    [`${prefix}_place`]: tensorOf(b.place, [b.rows]),
  };
}

function single(value: number): Tensor {
  return tensorOf(Float32Array.of(value), [1]);
}
