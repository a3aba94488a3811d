/** A thread of `rankProducts`: ranks the block of products that it is sent, and answers with their lists. */
import { parentPort, workerData } from 'node:worker_threads';
import { AffinityRows } from '../../../learning/propagation/index.js';
import { ProductRanker } from '../../reranking/index.js';
import { END, type RankedBlock, type RankingWork } from './ranking-work.js';

const { inputs, embeddings, dimension, coldProducts, explained } = workerData as RankingWork;
const products = embeddings.length / dimension;
const ranker = new ProductRanker(inputs, explained);
const odds = await AffinityRows.openOdds(embeddings, dimension, ranker.affinityWeight);
const rows = new Float32Array(AffinityRows.blockRows * products);

async function rankBlock(block: Int32Array): Promise<RankedBlock> {
  await odds.read(block, rows);
  return [...block].map((product, row) => {
    const own = rows.subarray(row * products, (row + 1) * products);
    return coldProducts ? ranker.rankWithColdProducts(product, own) : ranker.rankExplained(product, own);
  });
}

let chain = Promise.resolve();
parentPort?.on('message', (message: Int32Array | typeof END) => {
  chain = chain.then(async () => {
    if (message !== END) {
      parentPort?.postMessage(await rankBlock(message));
      return;
    }
    await odds.close();
    parentPort?.close();
  });
});
