import type { AnsweredList } from '../../lists/index.js';

/** A list of the sample shop, as the reference shows it. */
export const listExample: AnsweredList = {
  recommendationId: 'IEigCa_e_K0Dxlqdv6bAOi',
  model: 'aaa88645e6c62e5f',
  snapshot: '585cc5c7bfc676ec',
  rulesVersion: null,
  source: 'graph',
  unknown: [],
  nextCursor: 'YTk0ZjBiYTBiNWFiNmIzZHx8SG5Yb2lQX0FPRWp2Zm1mN2FfcVVnUXwy',
  items: [
    {
      productId: 'sleeping-bags-005',
      title: 'Trekline Alpine +10 °C Mummy Sleeping Bag',
      categoryId: 'sleeping-bags',
      score: 0.1448,
      rank: 1,
      reason: '5 orders contain both, 24 × more than by chance',
      evidence: { source: 'graph', productId: 'tents-001', together: 5, lift: 23.62, through: null },
    },
    {
      productId: 'sleeping-mats-003',
      title: 'Trekline Drift 3 cm Air Mat',
      categoryId: 'sleeping-mats',
      score: 0.0806,
      rank: 2,
      reason: '5 orders contain both, 28 × more than by chance',
      evidence: { source: 'graph', productId: 'tents-001', together: 5, lift: 27.69, through: null },
    },
  ],
};
