import { expect } from 'chai';
import { lift, reasonText } from '../../../src/ranking/explain/index.js';
import type { ReasonFacts } from '../../../src/ranking/explain/reason.js';

const facts: ReasonFacts = {
  source: 'graph',
  because: 'Dome tent',
  nameBecause: false,
  becauseCategory: 'Tents',
  related: false,
  learned: false,
  category: 'Sleeping mats',
  newItem: false,
  itemBought: true,
  becauseBought: true,
  withheld: undefined,
  together: 37,
  lift: 4.23,
  sessions: 0,
  through: undefined,
  unit: 'order',
  countsAll: true,
  kinds: ['purchase', 'cart', 'view'],
};
const UNITS: readonly ReasonFacts['unit'][] = ['order', 'session', 'day', 'customer'];

describe('the reason of an item', () => {
  it('counts the baskets in which both were bought, in the unit of the shop', () => {
    const text = (unit: ReasonFacts['unit'], together: number): string =>
      reasonText({ ...facts, unit, together, lift: 0 });
    expect(text('order', 37)).to.equal('37 orders contain both');
    expect(text('order', 1)).to.equal('1 order contains both');
    expect(text('session', 2)).to.equal('both bought in 2 sessions');
    expect(text('session', 1)).to.equal('both bought in 1 session');
    expect(text('day', 3)).to.equal('both bought in one visit 3 times');
    expect(text('day', 1)).to.equal('both bought in one visit once');
    expect(text('customer', 5)).to.equal('5 customers bought both');
    expect(text('customer', 1)).to.equal('1 customer bought both');
  });

  it('says how the count compares with chance, and never a bare count of what is no more', () => {
    const text = (times: number): string => reasonText({ ...facts, lift: times });
    expect(text(31.6)).to.equal('37 orders contain both, 32 × more than by chance');
    expect(text(4.23)).to.equal('37 orders contain both, 4.2 × more than by chance');
    expect(text(1.9)).to.equal('37 orders contain both, 90 % more than by chance');
    expect(text(1.06)).to.equal('37 orders contain both, 6 % more than by chance');
    expect(text(1.04)).to.equal('37 orders contain both, about as often as by chance');
    for (const times of [1, 0.97, 0.5])
      expect(text(times)).to.equal('37 orders contain both, no more often than by chance');
  });

  it('says no number, be it a count or a lift, where only a few people are behind it', () => {
    const few: ReasonFacts = { ...facts, together: 'few', lift: 568 };
    expect(UNITS.map((unit) => reasonText({ ...few, unit }))).to.deep.equal([
      'a few orders contain both, more than by chance',
      'both bought in a few sessions, more than by chance',
      'both bought in one visit a few times, more than by chance',
      'a few customers bought both, more than by chance',
    ]);
    expect(reasonText({ ...few, lift: 1.04 })).to.equal('a few orders contain both');
    expect(reasonText({ ...few, lift: 0.9 })).to.equal('a few orders contain both, no more often than by chance');
    expect(reasonText({ ...few, nameBecause: true, lift: 0 })).to.equal('a few orders contain it and Dome tent');
  });

  it('tells orders from visits, and from the histories of customers', () => {
    const text = (unit: ReasonFacts['unit'], sessions: ReasonFacts['sessions'], together = 159): string =>
      reasonText({ ...facts, unit, together, sessions, lift: together === 0 ? 0 : 3 });
    expect(text('order', 28)).to.equal('159 orders contain both, 3.0 × more than by chance, and 28 sessions');
    expect(text('order', 'few')).to.equal('159 orders contain both, 3.0 × more than by chance, and a few sessions');
    expect(text('customer', 5)).to.equal(
      "159 customers bought both, 3.0 × more than by chance, and 5 customers' histories",
    );
    expect(UNITS.map((unit) => text(unit, 28, 0))).to.deep.equal([
      '28 sessions hold both, though no order contains both',
      '28 sessions hold both, though nobody bought both in one session',
      '28 visits hold both, though nobody bought both in one visit',
      "28 customers' histories hold both, though nobody bought both",
    ]);
    expect(text('order', 1, 0)).to.equal('1 session holds both, though no order contains both');
  });

  it('says bought of what was bought alone', () => {
    const visits: ReasonFacts = { ...facts, together: 0, lift: 0, sessions: 28, itemBought: false };
    expect(reasonText(visits)).to.equal('28 sessions hold both');
    const only = (kind: ReasonFacts['kinds'][number], unit: ReasonFacts['unit'] = 'order'): string =>
      reasonText({ ...visits, becauseBought: false, kinds: [kind], unit });
    expect(only('view')).to.equal('both looked at in 28 sessions');
    expect(only('view', 'day')).to.equal('both looked at in 28 visits');
    expect(only('view', 'customer')).to.equal("28 customers' histories hold both");
    expect(only('cart')).to.equal('both put into the cart in 28 sessions');
    expect(only('favorite')).to.equal('both marked in 28 sessions');
    const viewed: ReasonFacts = { ...visits, sessions: 0, becauseBought: false, kinds: ['view'] };
    expect(reasonText({ ...viewed, source: 'nearest' })).to.equal('close to Dome tent in what customers look at');
    expect(reasonText({ ...viewed, source: 'category', learned: true })).to.equal(
      'customers take Sleeping mats with Tents',
    );
  });

  it('names its own product where the list answers several', () => {
    expect(reasonText({ ...facts, nameBecause: true, lift: 0 })).to.equal('37 orders contain it and Dome tent');
    expect(reasonText({ ...facts, nameBecause: true, lift: 0, unit: 'customer', together: 1 })).to.equal(
      '1 customer bought it and Dome tent',
    );
  });

  it('tells the path where no basket holds both, and that none does', () => {
    const through = { ...facts, together: 0, lift: 0, through: 'Camping stove' };
    expect(reasonText(through)).to.equal(
      'goes with Camping stove, which goes with Dome tent, though no order contains both',
    );
    expect(reasonText({ ...through, through: undefined })).to.equal(
      'close to Dome tent in the purchase graph, though no order contains both',
    );
  });

  it('does not say that no order holds both of what was found by nearness alone', () => {
    expect(reasonText({ ...facts, source: 'nearest', together: 0, lift: 0 })).to.equal(
      'close to Dome tent in the purchase graph',
    );
  });

  it('does not say that no order holds both where those of a few people are not counted', () => {
    const near = { ...facts, countsAll: false, together: 0, lift: 0 };
    expect(reasonText(near)).to.equal('close to Dome tent in the purchase graph');
    expect(reasonText({ ...near, sessions: 28 })).to.equal('28 sessions hold both');
    expect(reasonText({ ...near, through: 'Stove' })).to.equal('goes with Stove, which goes with Dome tent');
  });

  it('places nothing in the purchase graph that nobody bought', () => {
    for (const source of ['graph', 'nearest'] as const) {
      for (const [itemBought, becauseBought] of [
        [false, true],
        [true, false],
      ]) {
        const near = { ...facts, source, together: 0, lift: 0, itemBought, becauseBought };
        expect(reasonText(near)).to.equal('close to Dome tent in what customers look at');
        expect(reasonText({ ...near, kinds: ['purchase', 'cart'] })).to.equal(
          'close to Dome tent in what customers put into their carts',
        );
      }
      expect(reasonText({ ...facts, source, together: 0, lift: 0, itemBought: false, newItem: true })).to.equal(
        'new in Sleeping mats',
      );
    }
  });

  it('speaks of the two categories for a cold product where baskets or the shop say so, and of no other', () => {
    const cold: ReasonFacts = { ...facts, source: 'category' };
    expect(reasonText({ ...cold, learned: true, kinds: ['purchase'] })).to.equal(
      'customers buy Sleeping mats with Tents',
    );
    expect(reasonText({ ...cold, learned: true })).to.equal('customers take Sleeping mats with Tents');
    expect(reasonText({ ...cold, related: true })).to.equal('the shop sets Sleeping mats with Tents');
    expect(reasonText(cold)).to.equal('popular in Sleeping mats');
    expect(reasonText({ ...cold, learned: true, becauseCategory: undefined })).to.equal('popular in Sleeping mats');
  });

  it('names the product whose evidence was borrowed, and never counts baskets for it', () => {
    const borrowed: ReasonFacts = { ...facts, source: 'category', together: 0, lift: 0, through: 'Tunnel tent' };
    expect(reasonText(borrowed)).to.equal('goes with Tunnel tent, which is like Dome tent');
    expect(reasonText({ ...borrowed, newItem: true, through: 'Foam mat' })).to.equal(
      'like Foam mat, which goes with Dome tent',
    );
  });

  it('does not call a product popular that nobody bought, unless nothing is bought in the shop', () => {
    const fallback: ReasonFacts = { ...facts, source: 'popular', because: undefined, itemBought: false };
    expect(reasonText({ ...fallback, newItem: true })).to.equal('new in Sleeping mats');
    expect(reasonText(fallback)).to.equal('from Sleeping mats');
    expect(reasonText({ ...fallback, kinds: ['view'] })).to.equal('popular in Sleeping mats');
  });

  it('falls back on popularity where nothing else is known', () => {
    expect(reasonText({ ...facts, source: 'popular', because: undefined })).to.equal('popular in Sleeping mats');
  });
});

describe('the lift of a pair', () => {
  it('is how many times more often both occur than independent products would', () => {
    expect(lift(10, 100, 50, 1000)).to.equal(2);
    expect(lift(5, 100, 50, 1000)).to.equal(1);
  });

  it('is 0 where a count is missing', () => {
    expect(lift(0, 0, 50, 1000)).to.equal(0);
    expect(lift(0, 100, 0, 1000)).to.equal(0);
  });
});
