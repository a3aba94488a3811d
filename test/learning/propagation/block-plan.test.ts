import { expect } from 'chai';
import fc from 'fast-check';
import { bucketWidth, fillBlock, planPropagation } from '../../../src/learning/propagation/block-plan.js';
import { csrFromEdges } from '../../../src/core/numerics/index.js';

const graphs = fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 200 }).map((edges) =>
  csrFromEdges({
    rows: 20,
    width: 20,
    sources: Int32Array.from(edges, (e) => e[0]),
    targets: Int32Array.from(edges, (e) => e[1]),
  }),
);

describe('the plan of a propagation', () => {
  it('places every node once, in blocks that follow each other', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 64 }), (graph, slots) => {
        const plan = planPropagation(graph, slots);
        expect([...plan.order].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 20 }, (_, i) => i));
        plan.order.forEach((node, at) => expect(plan.position[node]).to.equal(at));
        let next = 0;
        for (const block of plan.blocks) {
          expect(block.start).to.equal(next);
          expect(block.rows * block.width <= slots || block.rows === 1).to.equal(true);
          next += block.rows;
        }
        expect(next).to.equal(20);
      }),
    );
  });

  it('pads each row with weight 0 and loses no edge', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 64 }), (graph, slots) => {
        const plan = planPropagation(graph, slots);
        const neighbours = new Int32Array(plan.slots);
        const weights = new Float32Array(plan.slots);
        for (const block of plan.blocks) {
          fillBlock(graph, plan, block, neighbours, weights);
          for (let i = 0; i < block.rows; i++) {
            const node = plan.order[block.start + i];
            const got: [number, number][] = [];
            for (let k = i * block.width; k < (i + 1) * block.width; k++) {
              if (weights[k] !== 0) got.push([plan.order[neighbours[k]], weights[k]]);
            }
            const from = graph.offsets[node];
            const to = graph.offsets[node + 1];
            expect(got).to.deep.equal(
              Array.from(graph.columns.slice(from, to), (column, e) => [column, graph.values[from + e]]),
            );
          }
        }
      }),
    );
  });

  it('widens a row by its degree alone, hubs to multiples of 256', () => {
    expect([0, 1, 7, 200, 256, 257, 1000].map(bucketWidth)).to.deep.equal([1, 1, 8, 256, 256, 512, 1024]);
  });
});
