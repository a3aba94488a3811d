import { fitPersonalisedPageRank, personalisedPageRankScorer } from './methods/personalised-pagerank.js';
import { fitRp3Beta, rp3BetaScorer } from './methods/rp3beta.js';
import { rowsOf, tunedRowKinds } from './baseline-data.js';
import { combinations, defineBaseline } from './baseline.js';

export const rp3Beta = defineBaseline({
  name: 'RP3beta',
  grid: (data) => combinations({ rows: tunedRowKinds(data), alpha: [0.6, 1], beta: [0, 0.2, 0.4, 0.6] }),
  learn: (data, { rows, ...options }) => fitRp3Beta(rowsOf(data, rows), options),
  scorer: rp3BetaScorer,
});

export const personalisedPageRank = defineBaseline({
  name: 'PageRank, 4 steps',
  grid: (data) => combinations({ rows: tunedRowKinds(data), beta: [0, 0.4, 0.8], restart: [0, 5] }),
  learn: (data, { rows, ...options }) => fitPersonalisedPageRank(rowsOf(data, rows), options),
  scorer: personalisedPageRankScorer,
});
