import { expect } from 'chai';
import fc from 'fast-check';
import { normaliseSymmetric, symmetrise, withSelfLoops } from '../../../src/learning/propagation/index.js';
import { weightedDegrees } from '../../../src/learning/propagation/normalise.js';
import type { Csr } from '../../../src/core/numerics/index.js';

const graphs = fc
  .uniqueArray(fc.tuple(fc.nat(11), fc.nat(11), fc.integer({ min: 1, max: 16 })), { selector: ([a, b]) => `${a}-${b}` })
  .map((edges) =>
    symmetrise(
      12,
      Int32Array.from(edges, (e) => e[0]),
      Int32Array.from(edges, (e) => e[1]),
      Float32Array.from(edges, (e) => e[2] / 4),
    ),
  );

function copy(matrix: Csr): Csr {
  return { ...matrix, values: matrix.values.slice() };
}

function entry(matrix: Csr, row: number, column: number): number {
  for (let e = matrix.offsets[row]; e < matrix.offsets[row + 1]; e++)
    if (matrix.columns[e] === column) return matrix.values[e];
  return 0;
}

describe('symmetric normalisation', () => {
  it('divides each weight by the root of both degrees', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const degrees = weightedDegrees(graph);
        const normalised = normaliseSymmetric(copy(graph));
        for (let r = 0; r < graph.rows; r++) {
          for (let e = graph.offsets[r]; e < graph.offsets[r + 1]; e++) {
            const c = graph.columns[e];
            expect(normalised.values[e]).to.be.closeTo(graph.values[e] / Math.sqrt(degrees[r] * degrees[c]), 1e-6);
          }
        }
      }),
    );
  });

  it('keeps √degree as an eigenvector of eigenvalue 1', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const root = weightedDegrees(graph).map(Math.sqrt);
        const normalised = normaliseSymmetric(copy(graph));
        for (let r = 0; r < graph.rows; r++) {
          let sum = 0;
          for (let e = normalised.offsets[r]; e < normalised.offsets[r + 1]; e++) {
            sum += normalised.values[e] * root[normalised.columns[e]];
          }
          expect(sum).to.be.closeTo(root[r], 1e-4);
        }
      }),
    );
  });

  it('adds a self-loop to every node, in column order', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const looped = withSelfLoops(graph, 2);
        for (let r = 0; r < graph.rows; r++) {
          for (let c = 0; c < graph.rows; c++) {
            expect(entry(looped, r, c)).to.equal(entry(graph, r, c) + (r === c ? 2 : 0));
          }
          const row = looped.columns.slice(looped.offsets[r], looped.offsets[r + 1]);
          expect([...row]).to.deep.equal([...row].sort((a, b) => a - b));
        }
      }),
    );
  });
});
