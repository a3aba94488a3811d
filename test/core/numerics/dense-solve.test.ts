import { expect } from 'chai';
import fc from 'fast-check';
import {
  choleskyFactor,
  invertFactored,
  solveByElimination,
  solveFactored,
  sweep,
} from '../../../src/core/numerics/index.js';

interface System {
  readonly n: number;
  /** [n, n], symmetric and positive definite */
  readonly matrix: Float64Array;
  readonly right: Float64Array;
}

const entry = fc.integer({ min: -6, max: 6 }).map((value) => value / 4);
const systems: fc.Arbitrary<System> = fc.integer({ min: 1, max: 8 }).chain((n) =>
  fc
    .record({
      factor: fc.array(entry, { minLength: n * n, maxLength: n * n }),
      right: fc.array(entry, { minLength: n, maxLength: n }),
    })
    .map(({ factor, right }) => {
      const matrix = new Float64Array(n * n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          // A Aᵀ + I
          let sum = i === j ? 1 : 0;
          for (let k = 0; k < n; k++) sum += factor[i * n + k] * factor[j * n + k];
          matrix[i * n + j] = sum;
        }
      }
      return { n, matrix, right: Float64Array.from(right) };
    }),
);

function expectSolution({ n, matrix, right }: System, x: ArrayLike<number>): void {
  for (let i = 0; i < n; i++) {
    let product = 0;
    for (let j = 0; j < n; j++) product += matrix[i * n + j] * x[j];
    expect(product).to.be.closeTo(right[i], 1e-9);
  }
}

describe('solving a dense system', () => {
  it('by a Cholesky factor gives the x for which the matrix times x is the right side', () => {
    fc.assert(
      fc.property(systems, (system) => {
        const factor = system.matrix.slice();
        choleskyFactor(factor, system.n);
        const x = system.right.slice();
        solveFactored(factor, system.n, x);
        expectSolution(system, x);
      }),
    );
  });

  it('reads the lower triangle alone', () => {
    fc.assert(
      fc.property(systems, ({ n, matrix }) => {
        const lower = matrix.map((value, at) => (at % n > Math.floor(at / n) ? Number.NaN : value));
        const whole = matrix.slice();
        choleskyFactor(lower, n);
        choleskyFactor(whole, n);
        expect([...invertFactored(lower, n)]).to.deep.equal([...invertFactored(whole, n)]);
      }),
    );
  });

  it('by elimination gives it too, and changes neither side', () => {
    fc.assert(
      fc.property(systems, (system) => {
        const { n, matrix } = system;
        const rows = Array.from({ length: n }, (_, i) => [...matrix.subarray(i * n, (i + 1) * n)]);
        const right = [...system.right];
        const before = structuredClone({ rows, right });
        expectSolution(system, solveByElimination(rows, right));
        expect({ rows, right }).to.deep.equal(before);
      }),
    );
  });

  it('by the inverse gives it too, whether from a Cholesky factor or swept', async () => {
    await fc.assert(
      fc.asyncProperty(systems, async (system) => {
        const { n, matrix, right } = system;
        const factor = matrix.slice();
        choleskyFactor(factor, n);
        const inverse = invertFactored(factor, n);
        const times = (row: number): number => right.reduce((sum, value, j) => sum + inverse[row * n + j] * value, 0);
        expectSolution(
          system,
          Array.from({ length: n }, (_, i) => times(i)),
        );
        const swept = Float32Array.from(matrix);
        await sweep(swept, n);
        swept.forEach((value, at) => {
          expect(value).to.be.closeTo(-inverse[at], 1e-4);
        });
      }),
    );
  });
});
