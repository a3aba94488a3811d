import { expect } from 'chai';
import { productAttributes } from '../../../../src/ranking/pipeline/embed/product-attributes.js';
import type { Catalogue } from '../../../../src/shop/index.js';

// outdoor(1) > tents(2); a product of no category, one without brand
const catalogue: Catalogue = {
  products: {
    ids: ['a', 'b', 'c'],
    titles: ['Dome tent', 'Dome tent green', 'Kettle'],
    brands: ['Acme', 'Acme', null],
    prices: Float64Array.of(10, 20, Number.NaN),
    categories: Int32Array.of(1, 1, -1),
    stock: new Int32Array(3).fill(-1),
    margins: new Float64Array(3).fill(Number.NaN),
  },
  categories: { ids: ['outdoor', 'tents'], names: ['Outdoor', 'Tents'], parents: Int32Array.of(-1, 0) },
  relations: [],
};
const none = { brand: 0, category: 0, price: 0, title: 0, meaning: 0 };

function attributesOf(product: number, weights: Partial<typeof none>, of = catalogue): Record<string, number> {
  const { ids, entries } = productAttributes(of, { ...none, ...weights });
  const found: Record<string, number> = {};
  for (let e = entries.offsets[product]; e < entries.offsets[product + 1]; e++) {
    found[ids[entries.columns[e]]] = Math.round(entries.values[e] * 1000) / 1000;
  }
  return found;
}

describe("a product's attributes", () => {
  it('are its brand and all categories above it, each kind of the weight that it is given', () => {
    expect(attributesOf(0, { brand: 1, category: 0.5 })).to.deep.equal({
      'brand:Acme': 1,
      'category:outdoor': 0.354,
      'category:tents': 0.354,
    });
    expect(attributesOf(2, { brand: 1, category: 0.5 })).to.deep.equal({});
  });

  it('name price bands after the kind of product that they divide', () => {
    expect(attributesOf(0, { price: 1 })).to.deep.equal({ 'price:outdoor/0': 1 });
    expect(attributesOf(2, { price: 1 })).to.deep.equal({});
  });

  it('are shared words of titles where these are asked for, with ids in ascending order', () => {
    const words = (product: number): string[] => Object.keys(attributesOf(product, { title: 1, brand: 1 }));
    expect(words(0).filter((id) => id.startsWith('title:'))).to.deep.equal(
      words(1).filter((id) => id.startsWith('title:') && words(0).includes(id)),
    );
    const { ids } = productAttributes(catalogue, { ...none, brand: 1, category: 1, title: 1 });
    expect(ids).to.deep.equal([...ids].sort());
  });

  it('are what titles mean where the catalogue knows it, and else an error that says so', () => {
    const titleVectors = Float32Array.of(1, 0, 1, 0, 0, 0);
    const meant = { ...catalogue, products: { ...catalogue.products, titleVectors } };
    expect(Object.keys(attributesOf(0, { meaning: 1 }, meant))).to.have.length(16);
    expect(attributesOf(0, { meaning: 1 }, meant)).to.deep.equal(attributesOf(1, { meaning: 1 }, meant));
    expect(attributesOf(2, { meaning: 1 }, meant)).to.deep.equal({});
    expect(() => attributesOf(0, { meaning: 1 }))
      .to.throw()
      .with.property('code', 'title-vectors-missing');
  });
});
