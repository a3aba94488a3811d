import { expect } from 'chai';
import fc from 'fast-check';
import { newtonStep } from '../../../src/core/numerics/index.js';

const entry = fc.integer({ min: -4, max: 4 }).map((n) => n / 2);

describe("a step of Newton's method", () => {
  it('goes straight to the top of a concave quadratic', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(entry, { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 }),
        fc.array(entry, { minLength: 3, maxLength: 3 }),
        fc.array(entry, { minLength: 3, maxLength: 3 }),
        (factor, top, start) => {
          // A Aᵀ + I is symmetric and positive definite.
          const hessian = factor.map((a, i) =>
            factor.map((b, j) => a.reduce((sum, value, k) => sum + value * b[k], i === j ? 1 : 0)),
          );
          const gradient = hessian.map((row) => row.reduce((sum, h, j) => sum + h * (top[j] - start[j]), 0));
          newtonStep(start, gradient, hessian, 100).forEach((value, i) => {
            expect(value).to.be.closeTo(top[i], 1e-9);
          });
        },
      ),
    );
  });

  it('is scaled down in its direction so that no coordinate moves further than allowed', () => {
    const curvature = [
      [1, 0],
      [0, 1],
    ];
    expect(newtonStep([1, 1], [8, -4], curvature, 2)).to.deep.equal([3, 0]);
    expect(newtonStep([1, 1], [1, -0.5], curvature, 2)).to.deep.equal([2, 0.5]);
  });
});
