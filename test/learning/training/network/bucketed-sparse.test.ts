import { expect } from 'chai';
import fc from 'fast-check';
import { BUCKET_WIDTHS } from '../../../../src/learning/propagation/index.js';
import { csrFromEdges, type Csr } from '../../../../src/core/numerics/index.js';
import { bucketSparse, type BucketedSparse } from '../../../../src/learning/training/network/bucketed-sparse.js';

/** Row sums of `matrix` times a column, as the graphs compute them from the buckets. */
function product(b: BucketedSparse, column: Float64Array): Float64Array {
  const pieces: number[] = [];
  let slot = 0;
  BUCKET_WIDTHS.forEach((width, bucket) => {
    for (let p = 0; p < Number(b.bucketSlots[bucket]) / width; p++, slot += width) {
      let sum = 0;
      for (let i = slot; i < slot + width; i++) sum += b.weights[i] * column[b.neighbours[i]];
      pieces.push(sum);
    }
  });
  for (let h = 0; h < b.hubPieces.length; h += b.mostPieces) {
    let sum = 0;
    for (let i = h; i < h + b.mostPieces; i++) sum += b.hubWeights[i] * pieces[b.hubPieces[i]];
    pieces.push(sum);
  }
  return Float64Array.from(b.place, (place) => pieces[place]);
}

describe('bucketSparse', () => {
  it('multiplies as the matrix does, hubs and empty rows included', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(900), { minLength: 1, maxLength: 12 }), (degrees) => {
        const matrix = withDegrees(degrees);
        const column = Float64Array.from({ length: matrix.width }, (_, i) => Math.sin(i));
        const sums = product(bucketSparse(matrix), column);
        degrees.forEach((_, row) => {
          let sum = 0;
          for (let e = matrix.offsets[row]; e < matrix.offsets[row + 1]; e++) {
            sum += matrix.values[e] * column[matrix.columns[e]];
          }
          expect(sums[row]).to.be.closeTo(sum, 1e-9);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('leaves no bucket without a piece, and says whose each piece is', () => {
    const b = bucketSparse(withDegrees([3, 600, 0]));
    expect(b.bucketSlots.every((slots) => slots > 0n)).to.be.true;
    expect(Array.from(b.owners).filter((owner) => owner === 1)).to.have.length(3);
    expect(b.owners.length).to.equal(Number(b.bucketPieces.reduce((sum, count) => sum + count, 0n)));
  });
});

function withDegrees(degrees: readonly number[]): Csr {
  const sources = degrees.flatMap((degree, row) => new Array<number>(degree).fill(row));
  const targets = degrees.flatMap((degree) => Array.from({ length: degree }, (_, i) => i));
  const weights = Float32Array.from(sources, (_, i) => 1 + (i % 7));
  return csrFromEdges({
    rows: degrees.length,
    width: 900,
    sources: Int32Array.from(sources),
    targets: Int32Array.from(targets),
    values: weights,
  });
}
