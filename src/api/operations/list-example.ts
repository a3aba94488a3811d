import type { AnsweredList } from '../../serving/index.js';

/** A list of the sample shop, as the reference shows it. */
export const listExample: AnsweredList = {
  recommendationId: 'Zk2v1p0Q3mXr8sT5uW7yAb',
  model: 'f3a5c1d2e4b60718',
  snapshot: 'a94f0ba0b5ab6b3d',
  source: 'graph',
  unknown: [],
  items: [
    {
      productId: 'sleeping-bags-001',
      title: 'Ridgeway Summit Sleeping Bag',
      categoryId: 'sleeping-bags',
      score: 0.0689,
      rank: 1,
      reason: '18 orders contain both, 74 × more than by chance',
      evidence: { source: 'graph', productId: 'tents-001', together: 18, lift: 74.12, through: null },
    },
    {
      productId: 'headlamps-002',
      title: 'Ridgeway Beam Headlamp',
      categoryId: 'headlamps',
      score: 0.0421,
      rank: 2,
      reason: 'goes with Ridgeway Summit Sleeping Bag, which goes with Ridgeway Dome Tent',
      evidence: { source: 'graph', productId: 'tents-001', together: 0, lift: 0, through: 'sleeping-bags-001' },
    },
  ],
};
