import { expect } from 'chai';
import { csrFromEdges, transpose } from '../../../src/core/numerics/index.js';
import { fillBlock, normaliseBipartite } from '../../../src/learning/propagation/index.js';
import { planBipartite } from '../../../src/learning/propagation/block-plan.js';
import { randomInteractions } from '../factorisation/interactions.js';

describe('normaliseBipartite', () => {
  it('divides each entry by powers of the degrees of its row and its column', () => {
    // Degrees of rows: 3, 1; of columns: 1, 3, 0.
    const matrix = csrFromEdges({
      rows: 2,
      width: 3,
      sources: Int32Array.of(0, 0, 1),
      targets: Int32Array.of(0, 1, 1),
      values: Float32Array.of(1, 2, 1),
    });
    const values = [...normaliseBipartite(matrix).values];
    [1 / Math.sqrt(3), 2 / 3, 1 / Math.sqrt(3)].forEach((expected, e) =>
      expect(values[e]).to.be.closeTo(expected, 1e-7),
    );
    const weighted = [...normaliseBipartite(matrix, { rows: 1, columns: 0 }).values];
    [1 / 3, 2 / 3, 1].forEach((expected, e) => expect(weighted[e]).to.be.closeTo(expected, 1e-7));
    expect([...matrix.values]).to.deep.equal([1, 2, 1]);
  });
});

describe('planBipartite', () => {
  it('plans blocks whose neighbours stand in the order of the other side, padding included', () => {
    for (const [rows, columns] of [
      [40, 7],
      [7, 40],
    ]) {
      const matrix = randomInteractions(rows, columns, 90, 1);
      const transposed = transpose(matrix);
      const { forward, backward } = planBipartite(matrix, transposed, 32);
      for (const [side, plan, other] of [
        [matrix, forward, backward],
        [transposed, backward, forward],
      ] as const) {
        const neighbours = new Int32Array(plan.slots);
        const weights = new Float32Array(plan.slots);
        const found = new Set<number>();
        for (const block of plan.blocks) {
          fillBlock(side, plan, block, neighbours, weights);
          for (let slot = 0; slot < block.rows * block.width; slot++) {
            expect(neighbours[slot]).to.be.within(0, side.width - 1);
            const row = plan.order[block.start + Math.floor(slot / block.width)];
            if (weights[slot] !== 0) found.add(row * side.width + other.order[neighbours[slot]]);
          }
        }
        const expected = new Set<number>();
        for (let r = 0; r < side.rows; r++) {
          for (let e = side.offsets[r]; e < side.offsets[r + 1]; e++) expected.add(r * side.width + side.columns[e]);
        }
        expect(found).to.deep.equal(expected);
      }
    }
  });
});
