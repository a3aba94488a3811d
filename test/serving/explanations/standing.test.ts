import { expect } from 'chai';
import { standingOf } from '../../../src/serving/explanations/standing.js';
import { candidateList } from '../../ranking/candidates.js';
import { smallShop } from '../small-shop.js';

const none = () => Promise.resolve([undefined]);

describe('where a product stands for another', () => {
  it('is on its list, with the parts of the score where the snapshot has them', async () => {
    const parts = { values: Float32Array.of(1, 2), normaliser: -3 };
    const { status, found, parts: told } = await standingOf(smallShop({ parts: () => Promise.resolve([parts]) }), 0, 3);
    expect([status, found?.place, found?.list.source]).to.deep.equal(['listed', 1, 'graph']);
    expect(told?.map(({ contribution }) => contribution).reduce((a, b) => a + b)).to.equal(2 * 0.5 - 3);
    expect((await standingOf(smallShop(), 0, 3)).parts).to.equal(undefined);
  });

  it('has no parts where a signal is none of this version', async () => {
    const { manifest } = smallShop();
    const explained = { ...manifest.explained, signals: [{ signal: 'another', weight: 1 }] };
    const parts = () => Promise.resolve([{ values: Float32Array.of(1, 2), normaliser: 0 }]);
    const snapshot = smallShop({ manifest: { ...manifest, explained }, parts });
    expect((await standingOf(snapshot, 0, 2)).parts).to.equal(undefined);
  });

  it('is on the list of the category where the product has none of its own', async () => {
    const { status, found, parts } = await standingOf(smallShop(), 1, 4);
    expect([status, found?.place, found?.list.source]).to.deep.equal(['listed', 0, 'category']);
    expect(parts).to.deep.equal([{ part: 'category', value: null, weight: null, contribution: Math.log(0.125) }]);
    expect((await standingOf(smallShop(), 0, 4)).status).to.equal('below-list');
  });

  it('is nowhere without a category, or of the same one', async () => {
    for (const [x, y, expected] of [
      [0, 5, 'no-category'],
      [0, 1, 'same-category'],
      [1, 3, 'below-list'],
    ] as const) {
      expect(await standingOf(smallShop(), x, y)).to.deep.equal({
        status: expected,
        found: undefined,
        parts: undefined,
      });
    }
  });

  it('is of the same category at the level that the snapshot was built with', async () => {
    const { manifest } = smallShop();
    const snapshot = smallShop({ manifest: { ...manifest, level: 0 } });
    expect((await standingOf(snapshot, 1, 2)).status).to.equal('same-category');
    expect((await standingOf(smallShop(), 1, 2)).status).to.equal('below-list');
  });

  it('is among the products without any event, on their own lists', async () => {
    const list = candidateList([{ product: 6, category: 3, score: 0.5 }]);
    const own = smallShop({ coldProducts: () => Promise.resolve([list]), coldProductParts: none });
    expect(await standingOf(own, 0, 6)).to.deep.include({ status: 'newcomer', found: { list, place: 0 } });
    const ofCategory = smallShop({ categoryColdProducts: () => Promise.resolve([list]) });
    expect((await standingOf(ofCategory, 0, 6)).parts?.[0].contribution).to.equal(Math.log(0.5));
    expect((await standingOf(smallShop(), 0, 6)).status).to.equal('no-events');
    // An own list without it: the category's says nothing then.
    const others = candidateList([{ product: 2, category: 2, score: 0.5 }]);
    const without = {
      coldProducts: () => Promise.resolve([others]),
      categoryColdProducts: () => Promise.resolve([list]),
    };
    expect((await standingOf(smallShop(without), 0, 6)).status).to.equal('no-events');
  });
});
