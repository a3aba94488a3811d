import { expect } from 'chai';
import fc from 'fast-check';
import { csrFromEdges } from '../../../src/core/numerics/index.js';
import { kHopClosure } from '../../../src/learning/propagation/k-hop.js';
import { normaliseSymmetric, withSelfLoops } from '../../../src/learning/propagation/index.js';
import type { ProgressUpdate } from '../../../src/core/index.js';
import { encode, untrainedKernels, type EncoderConfig } from '../../../src/learning/propagation/index.js';
import { OnnxRuntime, type LayerKind } from '../../../src/learning/onnx/index.js';
import { naiveEncode, randomGraph, randomRows } from './naive-propagation.js';

const layers: readonly LayerKind[] = ['lightgcn', 'gcn', 'attention'];

function config(layer: LayerKind, changes: Partial<EncoderConfig> = {}): EncoderConfig {
  return { layer, dimension: 16, layerWeights: [0.2, 1, 0.8, 0.5], normaliseLayers: true, seed: 7, ...changes };
}

describe('encode', () => {
  const runtimes: OnnxRuntime[] = [];
  const open = async (threads: number, blockSlots: number): Promise<OnnxRuntime> => {
    const runtime = await OnnxRuntime.open({ provider: 'cpu', threads, blockSlots });
    runtimes.push(runtime);
    return runtime;
  };
  let runtime: OnnxRuntime;
  before(async () => {
    runtime = await open(1, 4096);
  });
  after(async () => {
    for (const each of runtimes) await each.close();
  });

  for (const layer of layers) {
    describe(layer, () => {
      it('equals the formula computed in float64', async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.integer({ min: 3, max: 400 }),
            fc.integer({ min: 0, max: 3000 }),
            fc.nat(1000),
            fc.boolean(),
            async (rows, edges, seed, normaliseLayers) => {
              const graph = randomGraph(rows, edges, seed, layer !== 'lightgcn');
              const features = randomRows(rows, 16, seed);
              const how = config(layer, { normaliseLayers, seed });
              const naive = naiveEncode(graph, features, how, untrainedKernels(how));
              const found = await encode(runtime, graph, features, how);
              found.forEach((x, i) => {
                if (!(Math.abs(x - naive[i]) <= 1e-5)) expect.fail(`number ${i} is ${x}, the formula says ${naive[i]}`);
              });
            },
          ),
          { numRuns: 12, seed: 1 },
        );
      });

      it('gives the same bytes for blocks of any size and any number of threads', async () => {
        const graph = randomGraph(700, 9000, 3, true);
        const features = randomRows(700, 16, 4);
        const expected = await encode(runtime, graph, features, config(layer));
        for (const [threads, slots] of [
          [1, 1],
          [2, 4096],
          [2, 777],
          [2, 1_000_000],
        ]) {
          const found = await encode(await open(threads, slots), graph, features, config(layer));
          expect(Buffer.from(found.buffer).equals(Buffer.from(expected.buffer)), `${threads} threads, ${slots} slots`)
            .to.be.true;
        }
      });

      it('gives a node the same bytes in its L-hop closure as in the whole graph', async () => {
        let smaller = 0;
        await fc.assert(
          fc.asyncProperty(
            fc.integer({ min: 20, max: 600 }),
            fc.nat(1000),
            fc.array(fc.nat(10_000), { minLength: 1, maxLength: 4 }),
            async (rows, seed, picks) => {
              // Sparse and without the hub, so that a closure is not the whole graph.
              const graph = randomGraph(rows, rows, seed, true, false);
              const features = randomRows(rows, 16, seed);
              const how = config(layer, { layerWeights: [0.5, 1, 1] });
              const whole = await encode(runtime, graph, features, how);
              const seeds = Int32Array.from(new Set(picks.map((pick) => pick % rows)));
              const part = kHopClosure(graph, seeds, 2);
              smaller += part.nodes.length < rows ? 1 : 0;
              const partFeatures = new Float32Array(part.nodes.length * 16);
              part.nodes.forEach((node, i) => {
                partFeatures.set(features.subarray(node * 16, (node + 1) * 16), i * 16);
              });
              const found = await encode(runtime, part.adjacency, partFeatures, how);
              seeds.forEach((node, i) => {
                const at = part.seeds[i] * 16;
                expect(found.slice(at, at + 16)).to.deep.equal(whole.slice(node * 16, (node + 1) * 16));
              });
            },
          ),
          { numRuns: 15, seed: 2 },
        );
        expect(smaller).to.be.greaterThan(7);
      });
    });
  }

  it('equals the formula where only some layers count: the last alone, the first alone, a negative one, none at all', async () => {
    const graph = randomGraph(120, 600, 4);
    const features = randomRows(120, 16, 4);
    for (const layerWeights of [[0, 0, 0, 1], [0, 0, 0, -1], [1, 0, 0], [0, 2, 0], [1], [-2], [0, 0]]) {
      for (const normaliseLayers of [true, false]) {
        const how = config('lightgcn', { layerWeights, normaliseLayers });
        const naive = naiveEncode(graph, features, how, []);
        const found = await encode(runtime, graph, features, how);
        found.forEach((x, i) => {
          expect(x, `${layerWeights.join(' ')}: number ${i}`).to.be.closeTo(naive[i], 1e-5);
        });
      }
    }
  });

  it('gives rows of length 1, and zeros to a node without features and edges', async () => {
    const graph = randomGraph(50, 100, 5);
    const features = randomRows(50, 16, 5).fill(0, 49 * 16);
    const found = await encode(runtime, graph, features, config('lightgcn'));
    for (let r = 0; r < 49; r++) {
      expect(Math.hypot(...found.subarray(r * 16, (r + 1) * 16))).to.be.closeTo(1, 1e-6);
    }
    expect(found.subarray(49 * 16)).to.deep.equal(new Float32Array(16));
  });

  it('keeps distances when untrained: a gcn puts nodes with the same neighbours together', async () => {
    // Nodes 0-9 and 10-19 are two groups, each tied to its own hub.
    const pairs = Array.from({ length: 20 }, (_, i) => [i, i < 10 ? 20 : 21]);
    const sources = Int32Array.from(pairs.flatMap(([a, b]) => [a, b]));
    const targets = Int32Array.from(pairs.flatMap(([a, b]) => [b, a]));
    const graph = normaliseSymmetric(withSelfLoops(csrFromEdges({ rows: 22, width: 22, sources, targets })));
    const how = config('gcn', { layerWeights: [0, 0, 1] });
    const found = await encode(runtime, graph, randomRows(22, 16, 9), how);
    const cosine = (a: number, b: number): number =>
      found.subarray(a * 16, (a + 1) * 16).reduce((sum, x, i) => sum + x * found[b * 16 + i], 0);
    expect(cosine(0, 5)).to.be.greaterThan(cosine(0, 15));
    expect(cosine(12, 17)).to.be.greaterThan(cosine(12, 3));
  });

  it('reports its progress to the end', async () => {
    const seen: ProgressUpdate[] = [];
    await encode(runtime, randomGraph(100, 500, 1), randomRows(100, 16, 1), config('lightgcn'), {
      report: (update) => seen.push(update),
    });
    expect(seen.at(-1)).to.deep.equal({ step: 'encoding', done: 300, total: 300, unit: 'rows' });
    expect(seen.map(({ done }) => done)).to.deep.equal(seen.map(({ done }) => done).sort((a, b) => a - b));
  });

  it('encodes a graph without nodes', async () => {
    const empty = { ...randomGraph(3, 0, 1), rows: 0, width: 0, offsets: new Float64Array(1) };
    expect(await encode(runtime, empty, new Float32Array(0), config('gcn'))).to.have.length(0);
  });

  it('refuses features and kernels of another size', async () => {
    const graph = randomGraph(10, 10, 1);
    const fails = async (work: Promise<unknown>, code: string): Promise<void> => {
      const error: unknown = await work.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).to.have.property('code', code);
    };
    await fails(encode(runtime, graph, new Float32Array(9 * 16), config('gcn')), 'encoder-input-mismatch');
    const features = randomRows(10, 16, 1);
    await fails(encode(runtime, graph, features, config('gcn'), { kernels: [] }), 'encoder-kernels-mismatch');
    await fails(encode(runtime, graph, features, config('gcn', { dimension: 15 })), 'encoder-config-invalid');
    await fails(encode(runtime, graph, features, config('gcn', { layerWeights: [] })), 'encoder-config-invalid');
  });
});
