import { alsCosineScorer, alsFoldInScorer, fitAls, fitGfCf, gfCfScorer } from '../../learning/factorisation/index.js';
import { easeScorer, fitEase } from './methods/ease.js';
import { isLarge, rowKinds, rowsOf, tunedRowKinds } from './baseline-data.js';
import { combinations, defineBaseline } from './baseline.js';

const SEED = 1;
const GF_CF_RANKS = [64, 128, 256];

export const gfCf = defineBaseline({
  name: 'GF-CF',
  grid: (data) => combinations({ rows: tunedRowKinds(data), rank: GF_CF_RANKS, alpha: [0.3, 3, 30], beta: [0, 0.3] }),
  learnedFrom: ['rows'],
  learn: async (data, { rows }, tools) => {
    const interactions = rowsOf(data, rows);
    return { interactions, basis: await tools.spectralBasis(interactions, Math.max(...GF_CF_RANKS)) };
  },
  scorer: ({ interactions, basis }, { rank, alpha, beta }) =>
    gfCfScorer(fitGfCf(interactions, basis, { rank: Math.min(rank, basis.rank), alpha, beta })),
});

/** Below this many products the number of factors is tuned. */
const FEW_PRODUCTS = 1000;

export const als = defineBaseline({
  name: 'ALS',
  grid: (data) =>
    combinations({
      rows: rowKinds(data),
      factors: data.products < FEW_PRODUCTS ? [8, 32, 128] : [64],
      alpha: [1, 10],
      regularisation: isLarge(data) ? [0.1] : [0.1, 5],
      iterations: [isLarge(data) ? 8 : 20],
      similarity: ['cosine', 'fold-in'] as const,
    }),
  learnedFrom: ['rows', 'factors', 'alpha', 'regularisation', 'iterations'],
  learn: (data, { rows, factors, alpha, regularisation, iterations }) =>
    fitAls(rowsOf(data, rows), { factors, alpha, regularisation, iterations, seed: SEED }),
  scorer: (fitted, { similarity }) => (similarity === 'cosine' ? alsCosineScorer(fitted) : alsFoldInScorer(fitted)),
});

/** More products make the dense inverse too long: its time grows with the cube, its memory with the square. */
const EASE_PRODUCTS = 13_000;
/** Above this many products fewer configurations are tried. */
const EASE_MANY = 9000;

export const ease = defineBaseline({
  name: 'EASE',
  offered: ({ products }) => products <= EASE_PRODUCTS,
  grid: (data) =>
    data.products > EASE_MANY
      ? combinations({ rows: tunedRowKinds(data).slice(0, 1), regularisation: [20, 200] })
      : combinations({ rows: tunedRowKinds(data), regularisation: [5, 20, 100, 500] }),
  learn: (data, { rows, regularisation }, tools) => fitEase(rowsOf(data, rows), regularisation, tools.multiply),
  scorer: easeScorer,
});
