import { expect } from 'chai';
import fc from 'fast-check';
import { bipartiteDegrees } from '../../../src/learning/propagation/index.js';
import { csrFromEdges, type Csr } from '../../../src/core/numerics/index.js';
import { FilterScores } from '../../../scripts/bench/gowalla/filter-scores.js';
import { fromMonomials, interpolate, plateau, response } from '../../../src/learning/propagation/filter/chebyshev.js';
import { graphFilters, type GraphFilter } from '../../../src/learning/propagation/index.js';
import { OnnxRuntime } from '../../../src/learning/onnx/index.js';
import { spectralBasis } from '../../../src/learning/factorisation/index.js';
import type { SpectralBasis } from '../../../src/learning/factorisation/index.js';
import { densePropagation, randomInteractions } from '../factorisation/interactions.js';

describe('a Chebyshev series', () => {
  it('of monomials has their values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 7 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (coefficients, p) => {
          const expected = coefficients.reduce((sum, a, j) => sum + a * p ** j, 0);
          expect(response(fromMonomials(coefficients), p)).to.be.closeTo(expected, 1e-9);
        },
      ),
      { seed: 1 },
    );
  });

  it('takes the given values at the Gauss nodes', () => {
    const values = [0.9, 0.2, 0.4, -1, 3];
    values.forEach((value, k) => {
      const node = Math.cos(((5 - k - 0.5) * Math.PI) / 5);
      expect(response(interpolate(values), (1 - node) / 2)).to.be.closeTo(value, 1e-12);
    });
  });

  it('of the plateau lets smooth signals pass, stops rough ones and is flat between', () => {
    const series = plateau(8, 1.5);
    expect(series).to.have.length(9);
    expect(response(series, 1)).to.be.closeTo(1, 0.03);
    expect(response(series, 0)).to.be.closeTo(0, 0.03);
    expect(response(series, 0.5)).to.be.closeTo(0.5, 1e-12);
    expect(response(series, 0.6) - response(series, 0.4)).to.be.below(0.15);
  });
});

/** y by the definition, in float64: each polynomial by Horner's rule on the dense P. */
function naiveScores(interactions: Csr, filter: GraphFilter, basis: SpectralBasis, x: Float64Array): Float64Array {
  const n = interactions.width;
  const degrees = bipartiteDegrees(interactions).columns;
  const dense = densePropagation(interactions, filter.normalisation);
  const multiply = (y: Float64Array): Float64Array => {
    const image = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) image[i] += dense[i * n + j] * y[j];
    return image;
  };
  const apply = (series: readonly number[], y: Float64Array): Float64Array => {
    const terms: Float64Array[] = [y];
    for (let k = 1; k < series.length; k++) {
      const image = multiply(terms[k - 1]);
      terms.push(terms[k - 1].map((v, i) => (k === 1 ? v - 2 * image[i] : 2 * (v - 2 * image[i]) - terms[k - 2][i])));
    }
    return y.map((_, i) => terms.reduce((sum, term, k) => sum + series[k] * term[i], 0));
  };
  const power = (y: Float64Array, exponent: number): Float64Array =>
    y.map((v, i) => (degrees[i] > 0 ? v * degrees[i] ** exponent : 0));
  const deviation = (y: Float64Array): number => {
    const mean = y.reduce((sum, v) => sum + v, 0) / n;
    return Math.sqrt(y.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n);
  };

  const b = filter.degreeExponent;
  const rough = power(apply(filter.polynomial, power(x, -b)), b);
  const entering = power(x, -filter.lowPass.degreeExponent);
  const smooth = new Float64Array(n);
  for (let r = 0; r < filter.lowPass.rank; r++) {
    let along = 0;
    for (let i = 0; i < n; i++) along += entering[i] * basis.basis[i * basis.rank + r];
    for (let i = 0; i < n; i++) smooth[i] += along * basis.basis[i * basis.rank + r];
  }
  const leaving = power(smooth, filter.lowPass.degreeExponent);
  const [first, second] = filter.standardise ? [deviation(rough), deviation(leaving)] : [1, 1];
  return apply(
    filter.sharpen,
    rough.map((v, i) => v / first + (filter.lowPass.weight * leaving[i]) / second),
  );
}

describe('FilterScores', () => {
  const interactions = randomInteractions(120, 90, 900, 5);
  let runtime: OnnxRuntime;
  let basis: SpectralBasis;
  before(async () => {
    runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
    basis = await spectralBasis(runtime, interactions, { rank: 12, seed: 1, tolerance: 1e-5, rounds: 50 });
  });
  after(async () => {
    await runtime.close();
  });

  for (const [name, known] of Object.entries<GraphFilter>(graphFilters)) {
    const filter = { ...known, lowPass: { ...known.lowPass, rank: 12 } };

    it(`scores histories by ${name} as its formula says`, async () => {
      const scorer = await FilterScores.open(runtime, interactions, filter, basis);
      const found = new Float32Array(3 * 90);
      await scorer.write(interactions, 7, 3, found);
      await scorer.close();
      for (let s = 0; s < 3; s++) {
        const x = new Float64Array(90);
        for (let e = interactions.offsets[7 + s]; e < interactions.offsets[8 + s]; e++) x[interactions.columns[e]] = 1;
        const expected = naiveScores(interactions, filter, basis, x);
        expected.forEach((value, i) => expect(found[s * 90 + i]).to.be.closeTo(value, 2e-4 * (1 + Math.abs(value))));
      }
    });
  }

  it('gives a signal the same scores alone and among others, and on other threads', async () => {
    const scorer = await FilterScores.open(runtime, interactions, graphFilters.linear, {
      ...(await spectralBasis(runtime, interactions, { rank: 90, seed: 1 })),
    });
    const one = new Float32Array(90);
    const many = new Float32Array(64 * 90);
    await scorer.write(interactions, 20, 1, one);
    await scorer.write(interactions, 0, 64, many);
    await scorer.close();
    expect([...many.subarray(20 * 90, 21 * 90)]).to.deep.equal([...one]);
  });

  it('scores the products that go with one product', async () => {
    const single = csrFromEdges({ rows: 1, width: 90, sources: Int32Array.of(0), targets: Int32Array.of(4) });
    const scorer = await FilterScores.open(
      runtime,
      interactions,
      { ...graphFilters['gf-cf'], lowPass: { rank: 1, weight: 0, degreeExponent: 0.5 } },
      undefined,
    );
    const found = new Float32Array(90);
    await scorer.write(single, 0, 1, found);
    await scorer.close();
    const dense = densePropagation(interactions);
    found.forEach((value, i) => expect(value).to.be.closeTo(dense[i * 90 + 4], 1e-6));
  });

  it('says which basis it needs', async () => {
    try {
      await FilterScores.open(runtime, interactions, graphFilters['cheby-cf'], basis);
      expect.fail('a basis of too few vectors was taken');
    } catch (error) {
      expect(error).to.have.property('code', 'spectral-basis-mismatch');
    }
  });
});
