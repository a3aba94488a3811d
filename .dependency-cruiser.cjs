/**
 * The data flow, as a rule: a room imports only from rooms above it in this list, and only through their index.
 * `sample-shop` and `stack` provide data and servers; `jobs`, `api` and `cli` compose.
 */
const rooms = [
  'kernel',
  'home',
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
  'rules',
  'serving',
  'reasons',
  'uses',
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
      comment: "A room's index.ts is its public surface, with choices.ts where it has one; nothing reaches past them.",
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/([^/]+)/.+', pathNot: ['^src/$1/', '^src/[^/]+/(index|choices)\\.ts$'] },
    },
    {
      name: 'choices-alone',
      comment: "A room's choices.ts holds words for the command line to offer: whoever reads them loads nothing else.",
      severity: 'error',
      from: { path: '^src/[^/]+/choices\\.ts$' },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'commands-declare',
      comment: 'A command declares its flags; what does its work is imported when it runs.',
      severity: 'error',
      from: { path: '^src/cli/(index|command|commands/.+|option-values|serve-flags|terminal)\\.ts$' },
      to: {
        path: '^src/',
        pathNot:
          '^src/(kernel/|[^/]+/choices\\.ts$|cli/(command|commands/.+|option-values|output-formats|serve-flags|terminal)\\.ts$)',
        dependencyTypesNot: ['type-only', 'dynamic-import'],
      },
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
