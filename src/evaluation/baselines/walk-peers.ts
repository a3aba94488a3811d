import { fitPersonalisedPageRank, personalisedPageRankScorer } from './methods/personalised-pagerank.js';
import { fitRp3Beta, rp3BetaScorer } from './methods/rp3beta.js';
import { rowsOf, tunedRowKinds } from './peer-data.js';
import { combinations, definePeer } from './peer.js';

export const rp3Beta = definePeer({
  name: 'RP3beta',
  grid: (data) => combinations({ rows: tunedRowKinds(data), alpha: [0.6, 1], beta: [0, 0.2, 0.4, 0.6] }),
  learn: (data, { rows, ...options }) => fitRp3Beta(rowsOf(data, rows), options),
  scorer: rp3BetaScorer,
});

export const personalisedPageRank = definePeer({
  name: 'PageRank, 4 steps',
  grid: (data) => combinations({ rows: tunedRowKinds(data), beta: [0, 0.4, 0.8], restart: [0, 5] }),
  learn: (data, { rows, ...options }) => fitPersonalisedPageRank(rowsOf(data, rows), options),
  scorer: personalisedPageRankScorer,
});
