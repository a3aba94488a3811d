import { expect } from 'chai';
import fc from 'fast-check';
import { inputFeatures, type FeatureConfig } from '../../../src/learning/propagation/index.js';
import type { FeatureNodes } from '../../../src/learning/propagation/features.js';

const config: FeatureConfig = {
  dimension: 64,
  seed: 1,
  sparsity: 3,
  identity: 1,
  degreePower: -0.5,
  category: 0.5,
  brand: 0.3,
};

interface Product {
  readonly id: string;
  readonly degree: number;
  readonly path: readonly string[];
  readonly brand?: string;
}

function nodes(products: readonly Product[]): FeatureNodes {
  return {
    ids: products.map(({ id }) => id),
    degree: Float64Array.from(products, ({ degree }) => degree),
    categoryPath: (row) => products[row].path,
    brand: (row) => products[row].brand,
  };
}

const product = fc.record(
  {
    id: fc.string(),
    degree: fc.nat(50),
    path: fc.array(fc.constantFrom('tents', 'camping', 'sports'), { maxLength: 3 }),
    brand: fc.constantFrom('Acme', 'Nord'),
  },
  { requiredKeys: ['id', 'degree', 'path'] },
);

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, v, i) => sum + v * y[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe('inputFeatures', () => {
  it('gives a product the same bytes wherever it stands and whoever stands beside it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(product, { minLength: 1, maxLength: 12, selector: ({ id }) => id }), (products) => {
        const together = inputFeatures(nodes(products), config);
        products.toReversed().forEach((one, i) => {
          const row = products.length - 1 - i;
          expect(together.slice(row * 64, (row + 1) * 64)).to.deep.equal(inputFeatures(nodes([one]), config));
        });
      }),
      { numRuns: 50, seed: 4 },
    );
  });

  it('keeps lengths and distances as a random projection does', () => {
    const many = Array.from({ length: 500 }, (_, i) => ({ id: `p${i}`, degree: 1, path: [] }));
    const rows = inputFeatures(nodes(many), config);
    const row = (i: number): Float32Array => rows.subarray(i * 64, (i + 1) * 64);
    const squares = many.map((_, i) => row(i).reduce((sum, x) => sum + x * x, 0));
    expect(squares.reduce((a, b) => a + b) / many.length).to.be.closeTo(1, 0.03);
    const nonZero = rows.reduce((count, x) => count + (x === 0 ? 0 : 1), 0) / rows.length;
    expect(nonZero).to.be.closeTo(1 / 3, 0.01);
    const cosines = many.slice(1).map((_, i) => cosine(row(0), row(i + 1)));
    expect(cosines.reduce((a, b) => a + b) / cosines.length).to.be.closeTo(0, 0.02);
  });

  it('weighs the own vector by degree^β and leaves it out where nobody bought', () => {
    const alone = { ...config, category: 0, brand: 0 };
    const at = (degree: number): Float32Array => inputFeatures(nodes([{ id: 'x', degree, path: ['tents'] }]), alone);
    expect(Array.from(at(4))).to.deep.equal(Array.from(at(1), (x) => x / 2));
    expect(at(0)).to.deep.equal(new Float32Array(64));
  });

  it('brings unbought products of one leaf together, nearer than those that share only the root', () => {
    // Wide, so that chance does not decide.
    const dimension = 2048;
    const rows = inputFeatures(
      nodes([
        { id: 'a', degree: 0, path: ['tents', 'camping', 'sports'] },
        { id: 'b', degree: 0, path: ['tents', 'camping', 'sports'] },
        { id: 'c', degree: 0, path: ['stoves', 'camping', 'sports'] },
        { id: 'd', degree: 0, path: ['balls', 'teams', 'sports'] },
        { id: 'e', degree: 0, path: ['pens', 'paper', 'office'] },
      ]),
      { ...config, dimension },
    );
    const to = (i: number): number =>
      cosine(rows.subarray(0, dimension), rows.subarray(i * dimension, (i + 1) * dimension));
    expect(to(1)).to.be.closeTo(1, 1e-6);
    expect(to(2)).to.be.within(to(3), 0.99);
    expect(to(3)).to.be.greaterThan(to(4));
  });

  it('does not take a product for a category or brand of the same name, and differs by seed', () => {
    const only = (part: Partial<FeatureConfig>, seed = 1): Float32Array =>
      inputFeatures(nodes([{ id: 'same', degree: 1, path: ['same'], brand: 'same' }]), {
        ...config,
        seed,
        identity: 0,
        category: 0,
        brand: 0,
        ...part,
      });
    const rows = [only({ identity: 1 }), only({ category: 1 }), only({ brand: 1 }), only({ identity: 1 }, 2)];
    rows.forEach((a, i) => {
      rows.slice(i + 1).forEach((b) => expect(Math.abs(cosine(a, b))).to.be.lessThan(0.5));
    });
  });
});
