import { expect } from 'chai';
import fc from 'fast-check';
import { noProgress, type ProgressUpdate } from '../../src/kernel/index.js';
import { nearestNeighbours, type NeighbourLists, type NeighbourOptions } from '../../src/model/index.js';
import { numbers, randomRows } from './naive-propagation.js';

/** Small whole numbers: their inner products are exact, and many are equal. */
function coarseRows(rows: number, dimension: number, seed: number): Float32Array {
  return randomRows(rows, dimension, seed).map((x) => Math.round(x * 2));
}

function bruteForce(embeddings: Float32Array, d: number, options: NeighbourOptions): NeighbourLists {
  const { top, group, eligible } = options;
  const nodes = embeddings.length / d;
  const queries = options.queries ?? Int32Array.from({ length: nodes }, (_, i) => i);
  const neighbours = new Int32Array(queries.length * top).fill(-1);
  const scores = new Float32Array(queries.length * top);
  queries.forEach((x, q) => {
    const found: { y: number; score: number }[] = [];
    for (let y = 0; y < nodes; y++) {
      if (y === x || eligible?.[y] === 0) continue;
      if (group !== undefined && group[x] >= 0 && group[x] === group[y]) continue;
      let score = 0;
      for (let i = 0; i < d; i++) score += embeddings[x * d + i] * embeddings[y * d + i];
      found.push({ y, score });
    }
    found.sort((a, b) => b.score - a.score || a.y - b.y);
    found.slice(0, top).forEach(({ y, score }, rank) => {
      neighbours[q * top + rank] = y;
      scores[q * top + rank] = score;
    });
  });
  return { neighbours, scores };
}

describe('nearestNeighbours', () => {
  it('equals brute force, with groups, eligible nodes, chosen queries and ties', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(1000),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        async (nodes, top, seed, grouped, filtered, chosen) => {
          const next = numbers(seed);
          const embeddings = coarseRows(nodes, 8, seed);
          const options: NeighbourOptions = {
            top,
            threads: 1,
            ...(grouped && { group: Int32Array.from({ length: nodes }, () => Math.floor(next() * 5) - 1) }),
            ...(filtered && { eligible: Uint8Array.from({ length: nodes }, () => (next() < 0.7 ? 1 : 0)) }),
            ...(chosen && { queries: Int32Array.from({ length: 20 }, () => Math.floor(next() * nodes)) }),
          };
          const found = await nearestNeighbours(embeddings, 8, options, noProgress);
          expect(found).to.deep.equal(bruteForce(embeddings, 8, options));
        },
      ),
      { numRuns: 12, seed: 3 },
    );
  });

  it('equals brute force where the strongest candidates come last and the room overflows often', async () => {
    const embeddings = Float32Array.from({ length: 3000 }, (_, i) => i);
    const queries = Int32Array.of(1, 1500, 2999);
    const options = { top: 20, queries, threads: 1 };
    expect(await nearestNeighbours(embeddings, 1, options, noProgress)).to.deep.equal(
      bruteForce(embeddings, 1, options),
    );
  });

  it('gives the same bytes for any number of threads, and to a node asked for alone', async () => {
    const embeddings = randomRows(1500, 64, 8);
    const one = await nearestNeighbours(embeddings, 64, { top: 30, threads: 1 }, noProgress);
    expect(await nearestNeighbours(embeddings, 64, { top: 30, threads: 3 }, noProgress)).to.deep.equal(one);
    const node = 1234;
    const alone = await nearestNeighbours(embeddings, 64, { top: 30, queries: Int32Array.of(node) }, noProgress);
    expect(alone.neighbours).to.deep.equal(one.neighbours.slice(node * 30, (node + 1) * 30));
    expect(alone.scores).to.deep.equal(one.scores.slice(node * 30, (node + 1) * 30));
  });

  it('reports progress to the end, and takes no queries at all', async () => {
    const seen: ProgressUpdate[] = [];
    await nearestNeighbours(randomRows(600, 4, 1), 4, { top: 3, threads: 2 }, (update) => seen.push(update));
    expect(seen.at(-1)).to.deep.equal({ step: 'finding neighbours', done: 600, total: 600, unit: 'products' });
    const none = await nearestNeighbours(new Float32Array(0), 4, { top: 3 }, noProgress);
    expect(none.neighbours).to.have.length(0);
  });

  it('refuses options that do not fit the embeddings', async () => {
    const embeddings = randomRows(10, 4, 1);
    for (const options of [
      { top: 0 },
      { top: 1.5 },
      { top: 5, group: new Int32Array(9) },
      { top: 5, queries: Int32Array.of(10) },
      { top: 5, threads: 0 },
    ]) {
      const error: unknown = await nearestNeighbours(embeddings, 4, options, noProgress).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).to.have.property('code', 'neighbour-options-invalid');
    }
  });
});
