/**
 * Exact neighbour lists of whole catalogues: products a second, how that falls with size, and the share of time that the
 * matrix products alone need.
 *
 *   node dist/scripts/bench/neighbours.js [PRODUCTS…]
 */
import { availableParallelism } from 'node:os';
import { Tensor } from 'onnxruntime-node';
import { noProgress } from '../../src/kernel/index.js';
import { nearestNeighbours, OnnxRuntime } from '../../src/model/index.js';

const dimension = 64;
const top = 200;
const categories = 300;
const queryRows = 256;
const candidateRows = 2048;

const sizes = process.argv.slice(2).map(Number);
const runtime = await OnnxRuntime.open({ provider: 'cpu' });
const affinity = await runtime.session('affinity');
process.stdout.write(
  `d = ${dimension}, ${top} neighbours, ${categories} categories, ${availableParallelism()} threads\n`,
);
for (const products of sizes.length > 0 ? sizes : [12_500, 25_000, 50_000, 100_000]) {
  const { embeddings, group } = clusteredCatalogue(products);
  const from = performance.now();
  await nearestNeighbours(embeddings, dimension, { top, group }, noProgress);
  const seconds = (performance.now() - from) / 1000;
  const bound = (await productSeconds()) * Math.ceil(products / queryRows) * Math.ceil(products / candidateRows);
  process.stdout.write(
    `${products} products: ${seconds.toFixed(1)} s, ${(products / seconds).toFixed(0)} products/s, ` +
      `${((seconds / products ** 2) * 1e10).toFixed(2)} s a 100 k², ${(seconds / bound).toFixed(2)} × the matrix products alone\n`,
  );
}
await runtime.close();

/** Unit vectors around the centres of categories. */
function clusteredCatalogue(products: number): { embeddings: Float32Array; group: Int32Array } {
  let state = 99;
  const uniform = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const centres = Float32Array.from({ length: categories * dimension }, () => uniform() - 0.5);
  const group = Int32Array.from({ length: products }, () => Math.floor(categories * uniform() ** 2));
  const embeddings = new Float32Array(products * dimension);
  for (let p = 0; p < products; p++) {
    let squares = 0;
    for (let i = 0; i < dimension; i++) {
      const x = centres[group[p] * dimension + i] + 2 * (uniform() - 0.5);
      embeddings[p * dimension + i] = x;
      squares += x * x;
    }
    for (let i = 0; i < dimension; i++) embeddings[p * dimension + i] /= Math.sqrt(squares);
  }
  return { embeddings, group };
}

/** Seconds of one [256, 64] × [64, 2048] product on all cores: the mean of 500. */
async function productSeconds(): Promise<number> {
  const tensor = (rows: number, columns: number): Tensor =>
    new Tensor('float32', new Float32Array(rows * columns).fill(0.1), [rows, columns]);
  const feeds = { queries: tensor(queryRows, dimension), candidates: tensor(candidateRows, dimension) };
  const scores = tensor(queryRows, candidateRows);
  const from = performance.now();
  for (let i = 0; i < 500; i++) await affinity.run(feeds, { scores });
  return (performance.now() - from) / 500 / 1000;
}
