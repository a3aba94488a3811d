import { expect } from 'chai';
import type { Evidence } from '../../../../src/learning/cooccurrence/index.js';
import {
  borrowEvidence,
  borrowVectors,
  listsColdProducts,
  coldProductCandidates,
  coldProductNeighbours,
} from '../../../../src/ranking/pipeline/rank/cold-products.js';
import type { Catalogue } from '../../../../src/shop/index.js';
import { contextOf, matrix } from '../../ranking-fixture.js';

function evidenceOf(products: number, entries: readonly (readonly [number, number, number])[]): Evidence {
  const pairs = matrix(products, entries);
  const mass = new Float64Array(products);
  for (const [x, , weight] of entries) mass[x] += weight;
  return {
    pairs,
    together: new Int32Array(pairs.columns.length).fill(7),
    people: new Uint8Array(pairs.columns.length).fill(6),
    sessions: new Int32Array(pairs.columns.length).fill(5),
    sessionPeople: new Uint8Array(pairs.columns.length).fill(4),
    mass,
    baskets: new Int32Array(products),
    purchasers: new Int32Array(products),
    buyers: new Int32Array(products),
    basketTotal: 0,
  };
}

describe('the evidence that a cold-start product borrows', () => {
  const own = evidenceOf(5, [
    [0, 1, 4],
    [0, 3, 8],
    [1, 0, 4],
    [1, 3, 2],
    [3, 0, 8],
    [3, 1, 2],
  ]);
  const neighbours = matrix(5, [
    [2, 0, 0.75],
    [2, 1, 0.25],
  ]);

  it("is the weighted mean of its neighbours' rows, without a common basket", () => {
    const { pairs, together, people } = borrowEvidence(own, neighbours);
    const [from, to] = [pairs.offsets[2], pairs.offsets[3]];
    expect([...pairs.columns.slice(from, to)]).to.deep.equal([0, 1, 3]);
    expect([...pairs.values.slice(from, to)]).to.deep.equal([0.25 * 4, 0.75 * 4, 0.75 * 8 + 0.25 * 2]);
    expect([...together.slice(from, to)]).to.deep.equal([0, 0, 0]);
    expect([...people.slice(from, to)]).to.deep.equal([0, 0, 0]);
  });

  it('leaves all other rows as they were', () => {
    const { pairs, together } = borrowEvidence(own, neighbours);
    for (const row of [0, 1, 3, 4]) {
      const [from, to] = [pairs.offsets[row], pairs.offsets[row + 1]];
      const [first, last] = [own.pairs.offsets[row], own.pairs.offsets[row + 1]];
      expect([...pairs.columns.slice(from, to)]).to.deep.equal([...own.pairs.columns.slice(first, last)]);
      expect([...pairs.values.slice(from, to)]).to.deep.equal([...own.pairs.values.slice(first, last)]);
      expect([...together.slice(from, to)]).to.deep.equal([...own.together.slice(first, last)]);
    }
  });

  it('is cut to the 200 strongest pairs', () => {
    const many = evidenceOf(
      300,
      Array.from({ length: 250 }, (_, y) => [0, y + 1, y + 1] as const),
    );
    const { pairs } = borrowEvidence(many, matrix(300, [[299, 0, 1]]));
    const row = pairs.columns.slice(pairs.offsets[299], pairs.offsets[300]);
    expect([...row]).to.deep.equal(Array.from({ length: 200 }, (_, i) => i + 51));
  });
});

describe('the vectors that a cold-start product borrows', () => {
  const vectors = { dimension: 2, values: Float32Array.of(1, 0, 0, 1, -1, 0) };
  const neighbours = matrix(3, [
    [2, 0, 0.75],
    [2, 1, 0.25],
  ]);

  it("are the mean of its neighbours', of length 1", () => {
    const { values } = borrowVectors(vectors, neighbours, false);
    const length = Math.hypot(0.75, 0.25);
    expect([...values.slice(0, 4)]).to.deep.equal([1, 0, 0, 1]);
    expect(values[4]).to.be.closeTo(0.75 / length, 1e-6);
    expect(values[5]).to.be.closeTo(0.25 / length, 1e-6);
    expect([...vectors.values.slice(4)]).to.deep.equal([-1, 0]);
  });

  it('lie between that mean and its own where it has one', () => {
    const { values } = borrowVectors(vectors, neighbours, true);
    const length = Math.hypot(0.75, 0.25);
    const [x, y] = [0.75 / length - 1, 0.25 / length];
    expect(values[4]).to.be.closeTo(x / Math.hypot(x, y), 1e-6);
    expect(values[5]).to.be.closeTo(y / Math.hypot(x, y), 1e-6);
  });
});

describe('whom a cold-start product borrows from', () => {
  /** Two tents and two stoves that were bought, a tent and a stove that were not, and a product unlike any. */
  const catalogue: Catalogue = {
    products: {
      ids: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      titles: ['Dome tent', 'Tunnel tent', 'Gas stove', 'Wood stove', 'Dome tent large', 'Gas stove small', ''],
      prices: new Float64Array(7).fill(NaN),
      brands: ['x', null, 'y', null, 'x', 'y', null],
      categories: Int32Array.of(0, 0, 1, 1, 0, 1, -1),
      stock: new Int32Array(7).fill(-1),
      margins: new Float64Array(7).fill(NaN),
    },
    categories: { ids: ['tents', 'stoves'], names: ['Tents', 'Stoves'], parents: Int32Array.of(-1, -1) },
    relations: [],
  };
  const context = contextOf({
    popularity: [8, 2, 5, 1, 0, 0, 0],
    categoryOf: [0, 0, 1, 1, 0, 1, -1],
    brandOf: [0, -1, 1, -1, 0, 1, -1],
    categories: 2,
  });
  const evidence = evidenceOf(7, [
    [0, 2, 1],
    [1, 3, 1],
    [2, 0, 1],
    [3, 1, 1],
  ]);
  const neighbours = coldProductNeighbours(catalogue, evidence, context);
  const row = (product: number): Map<number, number> => {
    const [from, to] = [neighbours.offsets[product], neighbours.offsets[product + 1]];
    return new Map([...neighbours.columns.slice(from, to)].map((y, i) => [y, neighbours.values[from + i]]));
  };

  it('are the products nearest in content that were bought along with others, with weights that sum to 1', () => {
    for (const [coldProduct, nearest] of [
      [4, 0],
      [5, 2],
    ]) {
      const found = row(coldProduct);
      expect([...found.keys()].every((y) => evidence.mass[y] > 0)).to.equal(true);
      expect([...found.values()].reduce((sum, weight) => sum + weight, 0)).to.be.closeTo(1, 1e-6);
      expect(Math.max(...found.values())).to.equal(found.get(nearest));
    }
  });

  it('weigh by the square of their likeness', () => {
    const plain = { ...catalogue, products: { ...catalogue.products, titles: catalogue.products.ids.map(() => '') } };
    const { offsets, columns, values } = coldProductNeighbours(plain, evidence, context);
    // Of one category and brand: likeness 2; of one category alone: 1.
    expect([...columns.slice(offsets[4], offsets[5])]).to.deep.equal([0, 1]);
    expect(values[offsets[4]]).to.be.closeTo(4 / 5, 1e-6);
    expect(values[offsets[4] + 1]).to.be.closeTo(1 / 5, 1e-6);
  });

  it('is nobody for a product with evidence of its own, nor for one unlike any', () => {
    for (const product of [0, 1, 2, 3, 6]) expect(row(product).size).to.equal(0);
  });

  it('makes it as popular as they are, and it may be asked for where it has a category', () => {
    const { products, logPopularity } = coldProductCandidates(
      neighbours,
      context,
      Float64Array.of(8, 2, 5, 1, 0, 0, 0),
    );
    expect([...products]).to.deep.equal([4, 5]);
    const expected = [...row(4)].reduce((sum, [y, weight]) => sum + weight * context.logPopularity[y], 0);
    expect(logPopularity[4]).to.be.closeTo(expected, 1e-6);
    expect(logPopularity[0]).to.equal(context.logPopularity[0]);
  });
});

describe('lists of cold-start products', () => {
  const shopOf = (count: number) => ({
    neighbours: matrix(1, []),
    products: new Int32Array(count),
    logPopularity: new Float32Array(1),
    logDemand: new Float32Array(1),
  });

  it('are made where a shop has cold-start products, but not more than 50,000, and then it is said why', () => {
    const notes: string[] = [];
    const note = (line: string): void => void notes.push(line);
    expect(listsColdProducts(shopOf(0), note)).to.equal(false);
    expect(listsColdProducts(shopOf(1), note)).to.equal(true);
    expect(listsColdProducts(shopOf(50_000), note)).to.equal(true);
    expect(notes).to.deep.equal([]);
    expect(listsColdProducts(shopOf(50_001), note)).to.equal(false);
    expect(notes).to.have.length(1);
    expect(notes[0]).to.contain('50001 products');
  });
});
