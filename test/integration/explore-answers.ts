type Rows = readonly (readonly unknown[])[];

/** What each statement says of the shop in explore-shop.ts, counted by hand; parameters that differ from the standard ones. */
export const EXPLORE_ANSWERS: Readonly<
  Record<string, readonly { readonly given?: Readonly<Record<string, string>>; readonly rows: Rows }[]>
> = {
  'also-consider': [
    {
      given: { product: 't1' },
      rows: [
        [1, 'm1', 'Foam mat', 'Mats', 0.5, 'graph', 2],
        [2, 's1', 'Gas stove', 'Stoves', 0.3, 'graph', 1],
      ],
    },
    { given: { product: 'nobody' }, rows: [] },
  ],
  'basket-sizes': [
    {
      rows: [
        [1, 2, 1, 0],
        [2, 2, 2, 2],
        [3, 1, 3, 1],
      ],
    },
  ],
  // Of 16 places and 9 purchases: Acme 5 and 4, Blue 5 and 2, Soft 6 and 3; s3 has no brand.
  'brand-exposure': [
    {
      given: { minProducts: '1' },
      rows: [
        ['Acme', 3, 5, 4, 0.3125, 0.4444, 0.7],
        ['Blue', 2, 5, 2, 0.3125, 0.2222, 1.41],
        ['Soft', 2, 6, 3, 0.375, 0.3333, 1.13],
        ['no brand', 1, 0, 0, 0, 0, null],
      ],
    },
    { given: { minProducts: '3' }, rows: [['Acme', 3, 5, 4, 0.3125, 0.4444, 0.7]] },
  ],
  // Tents lead to m1 (3 ×) and s1 (3 ×), mats to t1 (2 ×) and s1 (2 ×): only s1 is common.
  'bridge-products': [{ given: { category: 'tents', related: 'mats' }, rows: [['s1', 'Gas stove', 'Stoves', 3, 2]] }],
  // u3 and u4 bought tents and no mat, u3 a stove and no mat; s1 lists m2, t1 and t2 list m1.
  'campaign-customers': [
    {
      given: { category: 'tents', related: 'mats' },
      rows: [
        ['u3', 1, '2024-07-01T00:00:00Z', 'm1', 'Foam mat'],
        ['u4', 1, '2024-07-15T00:00:00Z', 'm1', 'Foam mat'],
      ],
    },
    {
      given: { category: 'stoves', related: 'mats' },
      rows: [['u3', 1, '2024-07-01T00:00:00Z', 'm2', 'Air mat']],
    },
    {
      given: { category: 'stoves', related: 'void' },
      rows: [
        ['u2', 1, '2024-05-02T00:00:00Z', null, null],
        ['u3', 1, '2024-07-01T00:00:00Z', null, null],
      ],
    },
    { given: { category: 'stoves', related: 'tents' }, rows: [] },
  ],
  'campaign-segment': [
    { given: { category: 'tents', related: 'mats' }, rows: [[4, 2, 2, 0.5]] },
    { given: { category: 'stoves', related: 'tents' }, rows: [[2, 2, 0, 1]] },
    { given: { category: 'void', related: 'tents' }, rows: [[0, 0, 0, null]] },
  ],
  'category-coverage': [
    {
      rows: [
        ['stoves', 'Stoves', 3, 1, 0.333, 5],
        ['tents', 'Tents', 3, 1, 0.333, 5],
        ['mats', 'Mats', 2, 2, 1, 6],
      ],
    },
  ],
  'category-pairs': [
    {
      given: { minSupport: '2' },
      rows: [
        ['mats', 'Mats', 'tents', 'Tents', 2, 2.72, 0.667, 0.21, 0.94, 0.5, 1.33],
        ['stoves', 'Stoves', 'tents', 'Tents', 2, 1.65, 1, 0.34, 1, 0.5, 2],
      ],
    },
    { given: { minSupport: '3' }, rows: [] },
  ],
  'cold-products': [
    {
      rows: [
        ['n1', 'New tent', 'Tents', 'category', ['m1', 's1']],
        ['s2', 'gas stove ', 'Stoves', 'category', ['t1', 'm1']],
        ['s3', 'Steel stove', 'Stoves', 'popular', ['t1', 'm1']],
      ],
    },
  ],
  'customer-segments': [
    {
      rows: [
        ['0 only looked', 1, 0, 0],
        ['1 one purchase', 1, 1, 1],
        ['2 two to four', 3, 8, 2.33],
      ],
    },
  ],
  'duplicate-titles': [{ rows: [['gas stove', 'Blue', 'Stoves', 2, ['s1', 's2']]] }],
  'event-quality': [
    {
      rows: [
        ['purchase', 9, '2024-05-01T00:00:00Z', '2024-07-15T00:00:00Z', 0, 0, 0],
        ['view', 6, null, null, 6, 6, 0],
      ],
    },
  ],
  hubs: [
    {
      given: { limit: '3' },
      rows: [
        ['m1', 'Foam mat', 'Mats', 5, 0.625, 3],
        ['s1', 'Gas stove', 'Stoves', 5, 0.625, 2],
        ['t1', 'Dome tent', 'Tents', 5, 0.625, 3],
      ],
    },
  ],
  'incomplete-products': [
    {
      rows: [
        ['brand', 1, 8, 0.125],
        ['price', 1, 8, 0.125],
        ['category', 0, 8, 0],
        ['title', 0, 8, 0],
      ],
    },
  ],
  'list-sources': [
    {
      rows: [
        ['stoves', 'Stoves', 3, 1, 1, 1, 0],
        ['mats', 'Mats', 2, 1, 1, 0, 0],
        ['tents', 'Tents', 3, 2, 1, 0, 0],
      ],
    },
  ],
  // t2 → m1 is listed without a common basket: siblings under Camping, cosine .8·.96 + .6·.28 = .936; n1 → m1: .8. m2 → t1: .28.
  'mistaken-substitutes': [
    {
      given: { minCosine: '0.7' },
      rows: [
        ['t2', 'Tents', 'm1', 'Mats', 2, 0, 0.936, 0],
        ['n1', 'Tents', 'm1', 'Mats', 1, 0, 0.8, 0],
      ],
    },
    {
      given: { minCosine: '0.2', limit: '4' },
      rows: [
        ['t2', 'Tents', 'm1', 'Mats', 2, 0, 0.936, 0],
        ['n1', 'Tents', 'm1', 'Mats', 1, 0, 0.8, 0],
        ['m2', 'Mats', 't1', 'Tents', 1, 0, 0.28, 2],
      ],
    },
  ],
  'nearest-products': [
    {
      given: { product: 't1', neighbours: '2' },
      rows: [
        ['m1', 'Foam mat', 'Mats', 0.96, 1],
        ['t2', 'Tunnel tent', 'Tents', 0.8, null],
      ],
    },
  ],
  'never-shown': [{ rows: [['t2', 'Tunnel tent', 'Tents', 1]] }],
  'orphan-categories': [
    {
      rows: [['void', 'Void', 0, ['no products', 'not in the tree']]],
    },
  ],
  'pair-seasonality': [
    {
      given: { category: 'tents', related: 'stoves' },
      rows: [
        [5, 2, 1, 0.5],
        [7, 2, 1, 0.5],
      ],
    },
  ],
  // m1 and t1 were bought three times, s1 twice, t2 once: eight products in tenths 1, 2, 3, 4, 6, 7, 8, 9.
  'popularity-exposure': [
    {
      rows: [
        [1, 1, 3, 5, 1],
        [2, 1, 3, 5, 1],
        [3, 1, 2, 5, 1],
        [4, 1, 1, 0, 0],
        [6, 1, 0, 1, 1],
        [7, 1, 0, 0, 0],
        [8, 1, 0, 0, 0],
        [9, 1, 0, 0, 0],
      ],
    },
  ],
  // Prices 20, 40, 60, 60, 100, 200, 1000: the fifths end at 40, 60, 100 and 200.
  'price-band-exposure': [
    {
      rows: [
        ['1 lowest fifth', 20, 40, 2, 10, 5],
        ['2', 60, 60, 2, 1, 0],
        ['3', 100, 100, 1, 5, 3],
        ['4', 200, 200, 1, 0, 1],
        ['5 highest fifth', 1000, 1000, 1, 0, 0],
        ['no price', null, null, 1, 0, 0],
      ],
    },
  ],
  'price-outliers': [
    { rows: [['s3', 'Steel stove', 'Stoves', 1000, 60, 16.667]] },
    {
      given: { factor: '1.45' },
      rows: [
        ['s3', 'Steel stove', 'Stoves', 1000, 60, 16.667],
        ['m1', 'Foam mat', 'Mats', 20, 40, 0.5],
        ['m2', 'Air mat', 'Mats', 60, 40, 1.5],
        ['s1', 'Gas stove', 'Stoves', 40, 60, 0.667],
        ['t1', 'Dome tent', 'Tents', 100, 150, 0.667],
      ],
    },
  ],
  // Of five users t1 was bought by three, s1 by two, m1 by two: 1 · 5 / (3 · 2) and 2 · 5 / (3 · 2) × chance.
  'recommendation-path': [
    {
      given: { x: 't1', y: 's1' },
      rows: [
        ['on the list', 'rank 2, by graph', 1, null, 0.3],
        ['bought by the same customers', null, 1, 0.83, null],
        ['over a third product', 'm1', 1, null, 0.1],
        ['categories related, learned', 'Tents with Stoves', 2, 1.65, null],
      ],
    },
    {
      given: { x: 't1', y: 'm1' },
      rows: [
        ['on the list', 'rank 1, by graph', 2, null, 0.5],
        ['bought by the same customers', null, 2, 1.67, null],
        ['categories related, learned', 'Tents with Mats', 2, 2.72, null],
        ['categories related, merchant', 'Tents with Mats', null, null, 0.8],
      ],
    },
  ],
  'relations-compared': [
    {
      rows: [
        ['mats', 'Mats', 'stoves', 'Stoves', 0.5, null, null, 'not confirmed'],
        ['tents', 'Tents', 'mats', 'Mats', 0.8, 2.72, 2, 'confirmed'],
      ],
    },
  ],
  'repeat-purchases': [
    {
      given: { minCustomers: '2' },
      rows: [['m1', 'Foam mat', 2, 1, 0.5]],
    },
  ],
  'snapshot-changes': [
    {
      rows: [
        ['t2', 'Tunnel tent', 1, false, ['m1'], ['m2']],
        ['t1', 'Dome tent', 0, true, [], []],
      ],
    },
  ],
  // Of 16 items 15 were there before; t1 only turned its two around, t2 has m1 for m2.
  'snapshot-turnover': [
    {
      rows: [
        [null, 'all categories', 8, 0.938, 7, 7],
        ['tents', 'Tents', 3, 0.833, 2, 2],
        ['mats', 'Mats', 2, 1, 2, 2],
        ['stoves', 'Stoves', 3, 1, 3, 3],
      ],
    },
  ],
  'suspicious-users': [{ rows: [] }, { given: { factor: '0.9' }, rows: [['u4', 4, 4, 1]] }],
  // Of s1's buyers u2 bought m1 and u3 bought t2, which its list leaves out: 1 · 5 / (2 · 2) and 1 · 5 / (2 · 1) × chance.
  'unshown-complements': [
    {
      given: { category: 'stoves', minCustomers: '1' },
      rows: [
        ['s1', 'Gas stove', 't2', 'Tunnel tent', 1, 2.5],
        ['s1', 'Gas stove', 'm1', 'Foam mat', 1, 1.3],
      ],
    },
    { given: { category: 'stoves' }, rows: [] },
  ],
  // Every list shows both other categories; void is on none.
  'unshown-pairs': [
    { given: { minSupport: '1' }, rows: [['tents', 'Tents', 'void', 'Void', 1, 1.22, 0.25, 0]] },
    { given: { minSupport: '2' }, rows: [] },
  ],
  'user-journey': [
    {
      given: { user: 'u1' },
      rows: [
        ['2024-05-01T00:00:00Z', 'PURCHASED', 'm1', 'Foam mat', 'Mats', null],
        ['2024-05-01T00:00:00Z', 'PURCHASED', 't1', 'Dome tent', 'Tents', 1],
        ['2024-06-10T00:00:00Z', 'PURCHASED', 'm1', 'Foam mat', 'Mats', 1],
      ],
    },
  ],
  // t1's buyer u4 looked at m2 and s1 and bought neither; only s1 is on the list.
  'viewed-not-bought': [
    {
      given: { product: 't1' },
      rows: [
        ['m2', 'Air mat', 1, null],
        ['s1', 'Gas stove', 1, 2],
      ],
    },
  ],
  'write-back-check': [
    {
      rows: [
        ['now', 'm', '2024-08-02T00:00:00Z', true, 2, '1-a', 0, 0],
        ['before', 'm', '2024-08-01T00:00:00Z', false, 2, null, 0, 8],
      ],
    },
  ],
};
