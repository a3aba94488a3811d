import { embeddingScorer, type Embeddings } from '../../learning/factorisation/index.js';
import { fitFastRp } from './methods/fast-rp.js';
import { fitItem2Vec, item2VecScorer } from './methods/item2vec.js';
import { fitLightGcn } from './methods/light-gcn.js';
import { isLarge, rowKinds, rowsOf, tunedRowKinds, type BaselineData, type RowKind } from './baseline-data.js';
import { combinations, defineBaseline } from './baseline.js';

const SEED = 1;

/** Which powers of the transition matrix FastRP adds, by name. */
const FAST_RP_POWERS = { '2': [0, 1], '2+4': [0, 1, 0, 1], '3+4': [0, 0, 1, 1] } as const;
type FastRpPowers = keyof typeof FAST_RP_POWERS;

export const fastRp = defineBaseline({
  name: 'FastRP',
  grid: (data) =>
    combinations({
      rows: tunedRowKinds(data),
      degreePower: [-0.9, -0.5, 0],
      powers: Object.keys(FAST_RP_POWERS) as FastRpPowers[],
    }),
  learn: (data, { rows, degreePower, powers }) =>
    fitFastRp(rowsOf(data, rows), {
      dimension: 256,
      degreePower,
      powerWeights: FAST_RP_POWERS[powers],
      seed: SEED,
    }),
  scorer: (vectors: Embeddings) => embeddingScorer(vectors, 'dot'),
});

export const item2Vec = defineBaseline({
  name: 'item2vec',
  grid: (data) =>
    combinations({
      rows: tunedRowKinds(data).slice(0, 1),
      negativePower: [0.75, 0.25],
      epochs: [isLarge(data) ? 8 : 20],
      vectors: ['in-in', 'in-out'] as const,
    }),
  learnedFrom: ['rows', 'negativePower', 'epochs'],
  learn: (data, { rows, negativePower, epochs }) =>
    fitItem2Vec(rowsOf(data, rows), { dimension: 64, window: 5, negatives: 5, negativePower, epochs, seed: SEED }),
  scorer: (vectors, config) => item2VecScorer(vectors, config.vectors),
});

export const lightGcn = defineBaseline({
  name: 'LightGCN',
  grid: (data) =>
    combinations({
      rows: lightGcnRows(data),
      steps: isLarge(data) ? [60] : [150, 400],
      batch: [isLarge(data) ? 32_768 : 8192],
      similarity: ['cosine', 'dot'] as const,
    }),
  learnedFrom: ['rows', 'steps', 'batch'],
  learn: (data, { rows, steps, batch }) =>
    fitLightGcn(rowsOf(data, rows), {
      dimension: 64,
      layers: 3,
      rate: 0.02,
      regularisation: 1e-4,
      steps,
      batch,
      seed: SEED,
    }),
  scorer: (vectors, { similarity }) => embeddingScorer(vectors, similarity),
});

function lightGcnRows(data: BaselineData): readonly RowKind[] {
  return isLarge(data) ? ['user'] : rowKinds(data);
}
