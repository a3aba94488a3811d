/**
 * The lists of whole catalogues, as `embed` makes them: products a second, and how the time grows with the catalogue.
 *
 *     npm run bench -- lists [PRODUCTS…]
 *
 * Compared: `rankProducts` on all cores (whole rows of affinities, the posterior of every pair, the strongest 250, paths
 * through third products, lists sent to the main thread), with the matrix products alone: the same number of the same
 * tiles, each core running its own at the same time, results thrown away. Catalogues are generated; each size is a round
 * of its own with both, the products before and after the lists, so that a change of load shows.
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { Tensor } from 'onnxruntime-node';
import { rankProducts } from '../../src/ranking/pipeline/index.js';
import { AffinityRows } from '../../src/learning/propagation/index.js';
import { OnnxLibrary } from '../../src/learning/onnx/index.js';
import { createSession } from '../../src/learning/onnx/index.js';
import { generatedCatalogue } from './generated-catalogue.js';

const dimension = 128;

if (isMainThread) await compare(process.argv.slice(2).map(Number));
else await multiplyAlone(workerData as number);

async function compare(sizes: readonly number[]): Promise<void> {
  const threads = availableParallelism();
  process.stdout.write(`d = ${dimension}, 250 candidates, 250 categories, ${threads} threads\n`);
  let before: { readonly products: number; readonly seconds: number } | undefined;
  for (const products of sizes.length > 0 ? sizes : [12_500, 25_000, 50_000, 100_000]) {
    const { inputs, embeddings } = generatedCatalogue(products, dimension);
    const all = Int32Array.from({ length: products }, (_, product) => product);
    const tilesBefore = await tileSeconds(threads);
    const from = performance.now();
    let lists = 0;
    for await (const { list } of rankProducts({ inputs, embeddings, dimension }, all, { threads }))
      lists += list.source.length > 0 ? 1 : 0;
    const seconds = (performance.now() - from) / 1000;
    const tile = (tilesBefore + (await tileSeconds(threads))) / 2;
    const { queries, candidates } = AffinityRows.tile;
    const alone = (tile * Math.ceil(products / queries) * Math.ceil(products / candidates)) / threads;
    const growth =
      before === undefined
        ? ''
        : `, ${((seconds / before.seconds) ** (1 / Math.log2(products / before.products))).toFixed(2)} × a doubling`;
    process.stdout.write(
      `${lists} products: ${seconds.toFixed(1)} s, ${(lists / seconds).toFixed(0)} products/s${growth}, ` +
        `${(seconds / alone).toFixed(2)} × the matrix products alone (${alone.toFixed(1)} s)\n`,
    );
    before = { products, seconds };
  }
}

/** Mean seconds of one tile while every core multiplies its own. */
async function tileSeconds(threads: number): Promise<number> {
  const script = fileURLToPath(import.meta.url);
  const times = await Promise.all(
    Array.from(
      { length: threads },
      () =>
        new Promise<number>((resolve, reject) => {
          new Worker(script, { workerData: 1500 }).once('message', resolve).once('error', reject);
        }),
    ),
  );
  return times.reduce((sum, time) => sum + time, 0) / threads;
}

async function multiplyAlone(tiles: number): Promise<void> {
  const { candidates, queries } = AffinityRows.tile;
  const session = await createSession(new OnnxLibrary().load('affinity'), 1, ['cpu']);
  const tensor = (rows: number, columns: number): Tensor =>
    new Tensor('float32', new Float32Array(rows * columns).fill(0.1), [rows, columns]);
  const feeds = { queries: tensor(queries, dimension), candidates: tensor(candidates, dimension) };
  const scores = tensor(queries, candidates);
  for (let tile = 0; tile < 50; tile++) await session.run(feeds, { scores });
  const from = performance.now();
  for (let tile = 0; tile < tiles; tile++) await session.run(feeds, { scores });
  parentPort?.postMessage((performance.now() - from) / 1000 / tiles);
  await session.release();
}
