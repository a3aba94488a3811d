import type { AnsweredList } from '../../lists/index.js';

/** A list of the sample shop, as the reference shows it. */
export const listExample: AnsweredList = {
  recommendationId: 'IEigCa_e_K0Dxlqdv6bAOi',
  model: '529bba3e3a4c7256',
  snapshot: 'fcf36686d82891bf',
  rulesVersion: null,
  source: 'graph',
  unknown: [],
  nextCursor: 'ZmNmMzY2ODZkODI4OTFiZnx8SG5Yb2lQX0FPRWp2Zm1mN2FfcVVnUXwy',
  items: [
    {
      productId: 'sleeping-bags-005',
      title: 'Trekline Alpine +10 °C Mummy Sleeping Bag',
      categoryId: 'sleeping-bags',
      score: 0.1448,
      probability: 0.1102,
      rank: 1,
      reason: '5 orders contain both, 24 × more than by chance',
      evidence: { source: 'graph', productId: 'tents-001', together: 5, lift: 23.62, sessions: 0, through: null },
    },
    {
      productId: 'sleeping-mats-003',
      title: 'Trekline Drift 3 cm Air Mat',
      categoryId: 'sleeping-mats',
      score: 0.0806,
      probability: 0.0617,
      rank: 2,
      reason: '5 orders contain both, 28 × more than by chance',
      evidence: { source: 'graph', productId: 'tents-001', together: 5, lift: 27.69, sessions: 0, through: null },
    },
  ],
};
