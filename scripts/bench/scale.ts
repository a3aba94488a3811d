/**
 * Adjacency and encoding of a generated graph of a million products: how time and memory grow with its edges.
 *
 *   node dist/scripts/bench/scale.js [PRODUCTS] [EDGES…]
 *
 * Each size runs in a process of its own, so that its peak memory is its own.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { csrFromEdges, type Csr } from '../../src/core/numerics/index.js';
import { normaliseSymmetric } from '../../src/learning/propagation/index.js';
import { encode, inputFeatures } from '../../src/learning/propagation/index.js';
import { OnnxRuntime } from '../../src/learning/onnx/index.js';

interface Measured {
  readonly edges: number;
  readonly seconds: { readonly adjacency: number; readonly features: number; readonly encoding: number };
  /** Of all threads, features included: steadier than wall time on a busy machine. */
  readonly processorSeconds: number;
  readonly peakBytes: number;
}

const dimension = 64;
const [mode, ...numbers] = process.argv[2] === '--one' ? process.argv.slice(2) : ['all', ...process.argv.slice(2)];
const [products = 1_000_000, ...sizes] = numbers.map(Number);
if (mode === '--one') process.stdout.write(JSON.stringify(await measure(products, sizes[0])));
else compare(sizes.length > 0 ? sizes : [10_000_000, 20_000_000, 40_000_000]);

function compare(edgeCounts: readonly number[]): void {
  process.stdout.write(`${products} products, d = ${dimension}, 3 layers, ${availableParallelism()} threads\n`);
  let before: { readonly edges: number; readonly total: number } | undefined;
  for (const edges of edgeCounts) {
    const script = fileURLToPath(import.meta.url);
    const child = spawnSync(process.execPath, [script, '--one', String(products), String(edges)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (child.status !== 0) throw new Error(`The run with ${edges} edges ended with ${child.status ?? child.signal}.`);
    const { seconds, processorSeconds, peakBytes } = JSON.parse(child.stdout) as Measured;
    const total = seconds.adjacency + seconds.encoding;
    const doublings = before === undefined ? 0 : Math.log2(edges / before.edges);
    const growth =
      before === undefined ? '' : `, ${((total / before.total) ** (1 / doublings)).toFixed(2)} × a doubling`;
    const goal = 2e9 + 24 * edges;
    process.stdout.write(
      `${edges / 1e6} M edges: adjacency ${seconds.adjacency.toFixed(1)} s, encoding ${seconds.encoding.toFixed(1)} s${growth}` +
        ` (features ${seconds.features.toFixed(1)} s, processors ${processorSeconds.toFixed(0)} s in all); peak ${(peakBytes / 1e9).toFixed(2)} GB, goal ${(goal / 1e9).toFixed(2)} GB\n`,
    );
    before = { edges, total };
  }
}

async function measure(nodes: number, edges: number): Promise<Measured> {
  const { sources, targets } = generateEdges(nodes, edges);
  const used = process.cpuUsage();
  const start = performance.now();
  const graph = buildAdjacency(nodes, sources, targets);
  const built = performance.now();
  const features = featuresOf(graph);
  const featured = performance.now();
  const runtime = await OnnxRuntime.open({ provider: 'cpu' });
  const config = {
    layer: 'lightgcn',
    dimension,
    layerWeights: [0, 1, 1, 1],
    normaliseLayers: true,
    seed: 1,
  } as const;
  await encode(runtime, graph, features, config);
  const encoded = performance.now();
  const { user, system } = process.cpuUsage(used);
  await runtime.close();
  return {
    edges,
    seconds: {
      adjacency: (built - start) / 1000,
      features: (featured - built) / 1000,
      encoding: (encoded - featured) / 1000,
    },
    processorSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

function buildAdjacency(nodes: number, sources: Int32Array, targets: Int32Array): Csr {
  return normaliseSymmetric(csrFromEdges({ rows: nodes, width: nodes, sources, targets }));
}

/** Each edge in both directions; ends are drawn so that a product's degree falls as a power of its rank. */
function generateEdges(nodes: number, edges: number): { sources: Int32Array; targets: Int32Array } {
  const sources = new Int32Array(2 * edges);
  const targets = new Int32Array(2 * edges);
  let state = 12345;
  const uniform = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  // Scattered over the numbers, as a popular product may have any.
  const place = (rank: number): number => (rank * 7919) % nodes;
  for (let e = 0; e < edges; e++) {
    const a = place(Math.floor(nodes * uniform() ** 1.6));
    const b = place(Math.floor(nodes * uniform() ** 1.6));
    sources[2 * e] = targets[2 * e + 1] = a;
    targets[2 * e] = sources[2 * e + 1] = b;
  }
  return { sources, targets };
}

function featuresOf(graph: Csr): Float32Array {
  const ids = Array.from({ length: graph.rows }, (_, row) => `p${row}`);
  const degree = Float64Array.from({ length: graph.rows }, (_, row) => graph.offsets[row + 1] - graph.offsets[row]);
  return inputFeatures(
    { ids, degree, categoryPath: (row) => [`c${row % 500}`, `g${row % 20}`], brand: () => undefined },
    { dimension, seed: 1, sparsity: 3, identity: 1, degreePower: -0.5, category: 0.3, brand: 0 },
  );
}
