import { expect } from 'chai';
import { formBaskets, gatherEvidence, basketWeightSums } from '../../../src/learning/cooccurrence/index.js';
import type { Catalogue } from '../../../src/shop/index.js';
import { graphWatermark } from '../../../src/ranking/pipeline/index.js';

const catalogue: Catalogue = {
  products: {
    ids: ['a', 'b', 'c'],
    titles: ['Tent', 'Mat', 'Pan'],
    brands: [null, 'Acme', null],
    prices: Float64Array.of(1, Number.NaN, 3),
    categories: Int32Array.of(0, 1, -1),
    stock: Int32Array.of(-1, 3, 0),
    margins: Float64Array.of(Number.NaN, 0.2, Number.NaN),
  },
  categories: { ids: ['x', 'y'], names: ['X', 'Y'], parents: Int32Array.of(-1, 0) },
  relations: [{ category: 0, related: 1, weight: 0.5 }],
};

/** Baskets of products, one kind of event. */
function watermark(of: Catalogue, baskets: readonly (readonly number[])[]): string {
  const events = {
    basket: Int32Array.from(baskets.flatMap((products, b) => products.map(() => b))),
    product: Int32Array.from(baskets.flat()),
    kind: new Uint8Array(baskets.flat().length),
    basketTime: new Float64Array(baskets.length).fill(Number.NaN),
  };
  const formed = formBaskets(events, 3, { kindWeights: [1], countedKinds: [0], halfLifeDays: 180 });
  const evidence = gatherEvidence(formed, {
    damping: 0.5,
    halfLifeDays: 180,
    distance: 0,
    keep: 10,
    largestBasket: 10,
  });
  return graphWatermark(of, evidence, basketWeightSums(formed));
}

describe("the graph's watermark", () => {
  const baskets = [[0, 1], [1, 2], [0]];
  const { products, categories } = catalogue;

  it('is the same for equal graphs, in whatever order their events come', () => {
    expect(watermark(structuredClone(catalogue), [[0], [2, 1], [1, 0]])).to.equal(watermark(catalogue, baskets));
  });

  it('differs with anything that a list is made from', () => {
    const others: Catalogue[] = [
      { ...catalogue, products: { ...products, ids: ['a', 'b', 'd'] } },
      { ...catalogue, products: { ...products, titles: ['Tent', 'Mat', 'Pot'] } },
      // The same letters, split otherwise.
      { ...catalogue, products: { ...products, titles: ['TentM', 'at', 'Pan'] } },
      { ...catalogue, products: { ...products, brands: ['Acme', null, null] } },
      { ...catalogue, products: { ...products, prices: Float64Array.of(1, 2, 3) } },
      { ...catalogue, products: { ...products, categories: Int32Array.of(0, 1, 1) } },
      { ...catalogue, products: { ...products, stock: Int32Array.of(-1, 3, 1) } },
      { ...catalogue, products: { ...products, margins: Float64Array.of(0.1, 0.2, Number.NaN) } },
      { ...catalogue, categories: { ...categories, ids: ['x', 'z'] } },
      { ...catalogue, categories: { ...categories, names: ['X', 'Z'] } },
      { ...catalogue, categories: { ...categories, parents: Int32Array.of(-1, -1) } },
      { ...catalogue, relations: [{ category: 0, related: 1, weight: 0.6 }] },
      { ...catalogue, relations: [] },
    ];
    const marks = [catalogue, ...others].map((each) => watermark(each, baskets));
    marks.push(watermark(catalogue, [[0, 1], [1, 2], [2]]), watermark(catalogue, [[0, 1], [1, 2], [0], [0]]));
    expect(new Set(marks).size).to.equal(marks.length);
  });
});
