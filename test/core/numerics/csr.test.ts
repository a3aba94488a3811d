import { expect } from 'chai';
import fc from 'fast-check';
import { csrFromEdges, entryCount, transpose, type Csr } from '../../../src/core/numerics/index.js';

/** Edges over a small square with whole-number weights, so that sums are exact. */
const edgeLists = fc.array(
  fc.record({ source: fc.nat(9), target: fc.nat(9), weight: fc.integer({ min: 1, max: 8 }) }),
  { maxLength: 80 },
);

function build(edges: readonly { source: number; target: number; weight: number }[]): Csr {
  return csrFromEdges({
    rows: 10,
    width: 10,
    sources: Int32Array.from(edges, (e) => e.source),
    targets: Int32Array.from(edges, (e) => e.target),
    values: Float32Array.from(edges, (e) => e.weight),
  });
}

function dense(matrix: Csr): number[][] {
  return Array.from({ length: matrix.rows }, (_, r) => {
    const row = new Array<number>(matrix.width).fill(0);
    for (let e = matrix.offsets[r]; e < matrix.offsets[r + 1]; e++) row[matrix.columns[e]] += matrix.values[e];
    return row;
  });
}

describe('compressed sparse rows', () => {
  it('hold exactly the edges given, repeated places added up', () => {
    fc.assert(
      fc.property(edgeLists, (edges) => {
        const expected = Array.from({ length: 10 }, () => new Array<number>(10).fill(0));
        for (const { source, target, weight } of edges) expected[source][target] += weight;
        expect(dense(build(edges))).to.deep.equal(expected);
      }),
    );
  });

  it('have ascending, distinct columns in each row', () => {
    fc.assert(
      fc.property(edgeLists, (edges) => {
        const matrix = build(edges);
        for (let r = 0; r < matrix.rows; r++) {
          for (let e = matrix.offsets[r] + 1; e < matrix.offsets[r + 1]; e++) {
            expect(matrix.columns[e]).to.be.greaterThan(matrix.columns[e - 1]);
          }
        }
        expect(matrix.columns).to.have.length(entryCount(matrix));
      }),
    );
  });

  it('are the same bytes for any order of the edges', () => {
    fc.assert(
      fc.property(
        edgeLists.chain((edges) =>
          fc.tuple(fc.constant(edges), fc.shuffledSubarray(edges, { minLength: edges.length })),
        ),
        ([edges, shuffled]) => {
          expect(build(shuffled)).to.deep.equal(build(edges));
        },
      ),
    );
  });

  it('give back the same matrix when transposed twice', () => {
    fc.assert(
      fc.property(edgeLists, (edges) => {
        const matrix = build(edges);
        expect(transpose(transpose(matrix))).to.deep.equal(matrix);
      }),
    );
  });
});
