import { expect } from 'chai';
import fc from 'fast-check';
import { AffinityRows } from '../../../src/learning/propagation/index.js';
import { normaliseRows } from '../../../src/core/numerics/index.js';
import { numbers, randomRows } from './naive-propagation.js';

/** Small whole numbers: their inner products are exact in float32. */
function coarseRows(rows: number, dimension: number, seed: number): Float32Array {
  return randomRows(rows, dimension, seed).map((x) => Math.round(x * 2));
}

function product(embeddings: Float32Array, dimension: number, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < dimension; i++) sum += embeddings[a * dimension + i] * embeddings[b * dimension + i];
  return sum;
}

describe('rows of the affinity matrix', () => {
  const opened: AffinityRows[] = [];
  const keep = async (opening: Promise<AffinityRows>): Promise<AffinityRows> => {
    const rows = await opening;
    opened.push(rows);
    return rows;
  };
  afterEach(async () => {
    for (const rows of opened.splice(0)) await rows.close();
  });

  it('equal naive inner products, for any nodes and any columns, across the borders of blocks', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 2500 }),
        fc.integer({ min: 1, max: 300 }),
        fc.nat(1000),
        fc.boolean(),
        async (nodes, queries, seed, chosen) => {
          const next = numbers(seed);
          const embeddings = coarseRows(nodes, 8, seed);
          const asked = Int32Array.from({ length: queries }, () => Math.floor(next() * nodes));
          const columns = chosen ? Int32Array.from({ length: 50 }, () => Math.floor(next() * nodes)) : undefined;
          const width = columns?.length ?? nodes;
          const found = new Float32Array(queries * width);
          await (await keep(AffinityRows.open(embeddings, 8, 1))).read(asked, found, columns);
          for (let i = 0; i < found.length; i++) {
            const y = columns?.[i % width] ?? i % width;
            const expected = product(embeddings, 8, asked[Math.floor(i / width)], y);
            if (found[i] !== expected) expect.fail(`number ${i} is ${found[i]}, the formula says ${expected}`);
          }
        },
      ),
      { numRuns: 12, seed: 3 },
    );
  });

  it('give a pair the same bytes whoever else is asked for, for any number of threads', async () => {
    const embeddings = randomRows(2100, 64, 8);
    const all = Int32Array.from({ length: 300 }, (_, i) => i * 7);
    const together = new Float32Array(300 * 2100);
    await (await keep(AffinityRows.open(embeddings, 64, 1))).read(all, together);
    const threaded = new Float32Array(together.length);
    const rows = await keep(AffinityRows.open(embeddings, 64, 3));
    await rows.read(all, threaded);
    expect(Buffer.from(threaded.buffer).equals(Buffer.from(together.buffer))).to.equal(true);
    const alone = new Float32Array(2100);
    await rows.read(all.subarray(222, 223), alone);
    expect(alone).to.deep.equal(together.slice(222 * 2100, 223 * 2100));
    const some = new Float32Array(2);
    await rows.read(all.subarray(222, 223), some, Int32Array.of(2050, 3));
    expect([...some]).to.deep.equal([alone[2050], alone[3]]);
  });

  it('are read from shared memory too', async () => {
    const embeddings = randomRows(30, 8, 2);
    const shared = new Float32Array(new SharedArrayBuffer(embeddings.byteLength));
    shared.set(embeddings);
    const [own, other] = [new Float32Array(30), new Float32Array(30)];
    await (await keep(AffinityRows.open(embeddings, 8, 1))).read(Int32Array.of(4), own);
    await (await keep(AffinityRows.open(shared, 8, 1))).read(Int32Array.of(4), other);
    expect(other).to.deep.equal(own);
  });

  it('as odds are e to the weighted products, finite for unit rows up to a weight of 80', async () => {
    const embeddings = randomRows(1200, 32, 5);
    normaliseRows(embeddings, 32);
    for (const weight of [0, 9, 80]) {
      const odds = new Float32Array(1200);
      await (await keep(AffinityRows.openOdds(embeddings, 32, weight))).read(Int32Array.of(17), odds);
      odds.forEach((found, y) => {
        const expected = Math.exp(weight * product(embeddings, 32, 17, y));
        expect(found / expected).to.be.closeTo(1, 1e-6 * (1 + weight));
      });
    }
  });
});
