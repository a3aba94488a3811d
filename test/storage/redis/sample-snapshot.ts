import { decayingRecency } from '../../../src/learning/sequence/index.js';
import { untrainedSequenceModel } from '../../../src/learning/sequence/sequence-model.js';
import { SNAPSHOT_FORMAT, type NewManifest, type SnapshotContents } from '../../../src/storage/redis/index.js';
import { candidateList } from '../../ranking/candidates.js';

/** The manifest of a snapshot of three products and two signals. */
export const sampleManifest: NewManifest = {
  format: SNAPSHOT_FORMAT,
  id: 'sample',
  model: { id: 'model', layer: 'lightgcn', provider: 'cpu', onnxruntimeVersion: '1' },
  watermark: 'w',
  createdAt: '2026-01-01T00:00:00.000Z',
  products: 3,
  dimension: 2,
  candidatesPerList: 250,
  explained: {
    most: 25,
    signals: [
      { signal: 'posterior', weight: 1 },
      { signal: 'popularity', weight: 0.5 },
    ],
    debias: 0,
    recentShare: 0,
  },
  history: { merged: true, hidden: true, kindWeights: [1, 0.75, 0.5, 0.25] },
  level: 'leaf',
  unit: 'order',
  kinds: ['purchase'],
  leastPeople: 0,
  basketTotal: 10,
  newestEvent: null,
  ranking: { prior: { affinity: 0, popularity: 0, categoryLift: 0, sameBrand: 0 }, kappa: 1, gamma: 0 },
};

const list = candidateList([{ product: 1, category: 0, score: 0.5 }]);
const scores = { normaliser: 2, values: Float32Array.of(0.25, 0.5) };
const sources = { products: Int32Array.of(2), scores: Float32Array.of(0.5), ranks: Uint16Array.of(1) };
const counts = { baskets: 1, purchasers: 1, buyers: 1 };
const card = (id: string) => ({ id, title: id, category: 0, price: null, brand: null, ...counts });

/** Something of every part. */
export const sampleContents = {
  shared: {
    categories: { ids: ['c'], names: ['C'], parents: Int32Array.of(-1) },
    categoryOf: Int32Array.of(0, 0, 0),
    basketsOf: Int32Array.of(1, 1, 1),
    popular: Int32Array.of(0, 1, 2),
    relations: Int32Array.of(0, 0),
    eventless: Int32Array.of(2),
    brands: ['b'],
    brandOf: Int32Array.of(0, -1, -1),
    prices: Float64Array.of(1, 2, 3),
    stock: Int32Array.of(-1, 0, 1),
    margins: Float64Array.of(0.5, 0.5, 0.5),
  },
  cards: [
    [0, card('a')],
    [1, card('b')],
    [2, card('c')],
  ],
  numbers: [
    ['a', 0],
    ['b', 1],
    ['c', 2],
  ],
  lists: [[0, list]],
  parts: [[0, scores]],
  coldProducts: [[0, list]],
  coldProductParts: [[0, scores]],
  sources: [[1, sources]],
  coldProductSources: [[1, sources]],
  categoryLists: [[0, list]],
  categoryColdProducts: [[-1, list]],
  learnedRelations: [[0, [{ related: 0, weight: 1, support: 2, confidence: 0.5, low: 0.25, high: 0.75 }]]],
  embeddings: Float32Array.of(1, 0, 0, 1, 1, 0),
  histories: [['u', { products: [0, 1], kinds: [0, 3] }]],
  userModel: { kind: 'bilstm', ...untrainedSequenceModel(2, decayingRecency(0.5, 20), 1) },
} satisfies Required<SnapshotContents>;
