/**
 * The data flow, as a rule: a room imports only from rooms above it in this list, and only through their index.
 * `sample-shop` and `stack` provide data and servers; `jobs`, `api` and `cli` compose.
 */
const rooms = [
  'kernel',
  'sample-shop',
  'ingest',
  'shop',
  'graph',
  'adjacency',
  'text',
  'similarity',
  'model',
  'snapshots',
  'keys',
  'recommend',
  'engine',
  'evaluation',
  'serving',
  'stack',
  'jobs',
  'api',
  'cli',
];

const upward = rooms.flatMap((room, i) => {
  const below = rooms.slice(i + 1);
  return below.length === 0
    ? []
    : [
        {
          name: `no-upward-import-from-${room}`,
          comment: `src/${room} may import only from ${rooms.slice(0, i).join(', ') || 'nothing'}.`,
          severity: 'error',
          from: { path: `^src/${room}/` },
          to: { path: `^src/(${below.join('|')})/` },
        },
      ];
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...upward,
    {
      name: 'through-the-index',
      comment: "A room's index.ts is its public surface; nothing reaches past it.",
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/([^/]+)/.+', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'pure-rooms',
      comment: 'adjacency, similarity, recommend and evaluation are typed arrays in, typed arrays out: no I/O.',
      severity: 'error',
      from: { path: '^src/(adjacency|similarity|recommend|evaluation)/' },
      to: { path: '^(fs|node:fs|net|node:net|http|node:http)|neo4j-driver|ioredis|onnxruntime-node|bullmq|express' },
    },
    {
      name: 'known-room',
      comment: 'A new folder under src needs its place in the data flow above.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: `^src/(${rooms.join('|')})/` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
