import type { WhyAnswer } from '../../explanations/index.js';

/** A reason on the sample shop, as the reference shows it. */
export const whyExample: WhyAnswer = {
  snapshot: 'a94f0ba0b5ab6b3d',
  model: 'f3a5c1d2e4b60718',
  x: { productId: 'tents-001', title: 'Ridgeway Dome Tent', categoryId: 'tents' },
  y: { productId: 'sleeping-bags-001', title: 'Ridgeway Summit Sleeping Bag', categoryId: 'sleeping-bags' },
  standing: {
    status: 'listed',
    rank: 1,
    of: 250,
    score: 0.0689,
    rules: [],
    detail: 'Place 1 of 250 on the list of Ridgeway Dome Tent.',
  },
  reason: '18 orders contain both, 74 × more than by chance',
  counts: {
    from: 'snapshot',
    unit: 'order',
    together: 18,
    withX: 41,
    withY: 60,
    total: 10_112,
    lift: { value: 74, low: 51, high: 107.4 },
    sessions: 0,
  },
  direction: {
    after: 12,
    before: 5,
    text: '12 customers bought Ridgeway Summit Sleeping Bag after Ridgeway Dome Tent, 5 before',
  },
  parts: [
    { part: 'posterior', name: 'first stage: evidence and prior', value: -2.4, weight: 0.61, contribution: -1.464 },
    { part: 'affinity', name: 'network', value: 0.83, weight: 1.9, contribution: 1.577 },
    { part: 'brand', name: 'same brand', value: 1, weight: 0.3, contribution: 0.3 },
    { part: 'normaliser', name: 'share among the candidates', value: null, weight: null, contribution: -3.088 },
  ],
  paths: [
    {
      kind: 'baskets',
      baskets: 18,
      sessions: 0,
      text: 'Ridgeway Dome Tent ← 18 orders → Ridgeway Summit Sleeping Bag',
    },
    {
      kind: 'product',
      through: { productId: 'headlamps-002', title: 'Ridgeway Beam Headlamp' },
      withX: 9,
      withY: 'few',
      strength: null,
      text: 'Ridgeway Dome Tent ← 9 orders → Ridgeway Beam Headlamp ← a few orders → Ridgeway Summit Sleeping Bag',
    },
    {
      kind: 'category',
      from: { categoryId: 'tents', name: 'Tents' },
      to: { categoryId: 'sleeping-bags', name: 'Sleeping Bags' },
      source: 'merchant',
      weight: 0.9,
      text: 'Ridgeway Dome Tent → Tents → Sleeping Bags (set by the shop) → Ridgeway Summit Sleeping Bag',
    },
  ],
  pathsMissing: null,
};
