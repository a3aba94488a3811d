import { expect } from 'chai';
import { lift, reasonText } from '../../../src/ranking/explain/index.js';
import type { ReasonFacts } from '../../../src/ranking/explain/reason.js';

const facts: ReasonFacts = {
  source: 'graph',
  because: 'Dome tent',
  nameBecause: false,
  becauseCategory: 'Tents',
  related: false,
  category: 'Sleeping mats',
  newItem: false,
  withheld: undefined,
  together: 37,
  lift: 4.23,
  sessions: 0,
  through: undefined,
  unit: 'order',
};

describe('the reason of an item', () => {
  it('counts the baskets that hold both, in the unit of the shop', () => {
    const text = (unit: ReasonFacts['unit'], together: number): string =>
      reasonText({ ...facts, unit, together, lift: 1 });
    expect(text('order', 37)).to.equal('37 orders contain both');
    expect(text('order', 1)).to.equal('1 order contains both');
    expect(text('session', 2)).to.equal('2 sessions contain both');
    expect(text('session', 1)).to.equal('1 session contains both');
    expect(text('day', 3)).to.equal('both bought on the same day 3 times');
    expect(text('day', 1)).to.equal('both bought on the same day once');
    expect(text('customer', 5)).to.equal('5 customers bought both');
    expect(text('customer', 1)).to.equal('1 customer bought both');
  });

  it('says how many times more than by chance that is, where it is more', () => {
    expect(reasonText(facts)).to.equal('37 orders contain both, 4.2 × more than by chance');
    expect(reasonText({ ...facts, lift: 31.6 })).to.equal('37 orders contain both, 32 × more than by chance');
    expect(reasonText({ ...facts, lift: 1.06 })).to.equal('37 orders contain both, 1.1 × more than by chance');
    expect(reasonText({ ...facts, lift: 1.04 })).to.equal('37 orders contain both');
    expect(reasonText({ ...facts, lift: 0.5 })).to.equal('37 orders contain both');
  });

  it('says no number, be it a count or a lift, where only a few people are behind it', () => {
    const few: ReasonFacts = { ...facts, together: 'few', lift: 568 };
    const text = (unit: ReasonFacts['unit']): string => reasonText({ ...few, unit });
    expect(text('order')).to.equal('a few orders contain both, more than by chance');
    expect(text('session')).to.equal('a few sessions contain both, more than by chance');
    expect(text('day')).to.equal('both bought on the same day a few times, more than by chance');
    expect(text('customer')).to.equal('a few customers bought both, more than by chance');
    expect(reasonText({ ...few, lift: 1 })).to.equal('a few orders contain both');
    expect(reasonText({ ...few, nameBecause: true, lift: 1 })).to.equal('a few orders contain it and Dome tent');
  });

  it('names its own product where the list answers several', () => {
    expect(reasonText({ ...facts, nameBecause: true, lift: 1 })).to.equal('37 orders contain it and Dome tent');
    expect(reasonText({ ...facts, nameBecause: true, lift: 1, unit: 'customer', together: 1 })).to.equal(
      '1 customer bought it and Dome tent',
    );
  });

  it('counts visits where no order holds both, and does not call them orders', () => {
    const visits: ReasonFacts = { ...facts, together: 0, lift: 0, sessions: 28 };
    expect(reasonText(visits)).to.equal('28 visits hold both');
    expect(reasonText({ ...visits, sessions: 1 })).to.equal('1 visit holds both');
    expect(reasonText({ ...visits, sessions: 'few', nameBecause: true })).to.equal(
      'a few visits hold it and Dome tent',
    );
    expect(reasonText({ ...facts, lift: 1, sessions: 28 })).to.equal('37 orders contain both');
  });

  it('tells the path where no basket holds both', () => {
    const through = { ...facts, together: 0, lift: 0, through: 'Camping stove' };
    expect(reasonText(through)).to.equal('goes with Camping stove, which goes with Dome tent');
    expect(reasonText({ ...through, through: undefined })).to.equal('close to Dome tent in the purchase graph');
  });

  it('speaks of the two categories for a cold product, and says who brought them together', () => {
    const cold: ReasonFacts = { ...facts, source: 'category' };
    expect(reasonText(cold)).to.equal('customers buy Sleeping mats with Tents');
    expect(reasonText({ ...cold, related: true })).to.equal('the shop sets Sleeping mats with Tents');
    expect(reasonText({ ...cold, becauseCategory: undefined })).to.equal(
      'customers buy Sleeping mats with its category',
    );
  });

  it('names the product whose evidence was borrowed, and never counts baskets for it', () => {
    const borrowed: ReasonFacts = { ...facts, source: 'category', together: 0, lift: 0, through: 'Tunnel tent' };
    expect(reasonText(borrowed)).to.equal('goes with Tunnel tent, which is like Dome tent');
    expect(reasonText({ ...borrowed, newItem: true, through: 'Foam mat' })).to.equal(
      'like Foam mat, which goes with Dome tent',
    );
  });

  it('does not call a product popular that nobody bought or looked at yet', () => {
    const fallback: ReasonFacts = { ...facts, source: 'popular', because: undefined };
    expect(reasonText({ ...fallback, newItem: true })).to.equal('new in Sleeping mats');
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
