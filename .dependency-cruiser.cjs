/**
 * The house, as rules: eight groups, each imports only from those before it. `serving` and `evaluation` do not know each
 * other; `operations` composes.
 */
const groups = ['core', 'shop', 'learning', 'ranking', 'storage', 'serving', 'evaluation', 'operations'];
const strangers = { serving: ['evaluation'], evaluation: ['serving'] };

const upward = groups.flatMap((group, i) => {
  const closed = [...groups.slice(i + 1), ...(strangers[group] ?? [])];
  if (closed.length === 0) return [];
  return {
    name: `${group}-imports-only-what-is-before-it`,
    severity: 'error',
    from: { path: `^src/${group}/` },
    to: { path: `^src/(${closed.join('|')})/` },
  };
});

/** What is public beside a folder's index.ts: words to choose from, and the types that steps of ranking hand on. */
const surface = '(^src/ranking/types|/index|/choices)\\.ts$';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...upward,
    {
      name: 'through-the-index',
      comment:
        "A folder's index.ts is its public surface, with choices.ts where it has one; nothing reaches past them.",
      severity: 'error',
      from: { path: '^(src/[^/]+/[^/]+)/' },
      to: { path: '^src/[^/]+/[^/]+/', pathNot: ['^$1/', surface] },
    },
    {
      name: 'through-the-index-of-a-group',
      comment: 'The same for the files that stand directly under core and shop.',
      severity: 'error',
      from: { path: '^(src/[^/]+)/' },
      to: { path: '^src/[^/]+/[^/]+\\.ts$', pathNot: ['^$1/', surface] },
    },
    {
      name: 'choices-alone',
      comment:
        "A folder's choices.ts holds words for the command line to offer: whoever reads them loads nothing else.",
      severity: 'error',
      from: { path: '^src/.+/choices\\.ts$' },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'commands-declare',
      comment: 'A command declares its flags; what does its work is imported when it runs.',
      severity: 'error',
      from: {
        path: '^src/operations/cli/(index|program|command|close-home|end-of-process|commands/.+/(command|serve-flags)|option-values|terminal)\\.ts$',
      },
      to: {
        path: '^src/',
        pathNot: [
          '^src/core/',
          '/choices\\.ts$',
          '^src/operations/cli/(program|command|close-home|end-of-process|commands/.+/(command|serve-flags)|option-values|output-formats|terminal)\\.ts$',
        ],
        dependencyTypesNot: ['type-only', 'dynamic-import'],
      },
    },
    {
      name: 'no-io-in-pure-steps',
      comment: 'Typed arrays in, typed arrays out: no I/O, but for the loaders of graph files, texts and evaluations.',
      severity: 'error',
      from: {
        path: '^src/(core/numerics|learning|ranking|evaluation)/',
        pathNot: '^src/(learning/(onnx|text/minilm)|evaluation/runner)/',
      },
      to: { path: '^(node:)?(fs|net|http|https)(/|$)|neo4j-driver|ioredis|bullmq|express' },
    },
    {
      name: 'onnx-in-one-folder',
      comment: 'ONNX Runtime is known to learning/onnx; whoever else computes with it asks there.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/learning/onnx/' },
      to: { path: 'onnxruntime-(node|common)' },
    },
    {
      name: 'onnx-when-needed',
      comment:
        "learning/onnx/native.ts loads ONNX Runtime when something is computed with it: the API's process is not to.",
      severity: 'error',
      from: { path: '^src/' },
      to: { path: 'onnxruntime-(node|common)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'known-group',
      comment: 'A new folder under src needs its place among the groups above.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: `^src/(${groups.join('|')})/` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
