import { expect } from 'chai';
import { PairRules, ReasonService } from '../../../src/serving/explanations/index.js';
import { suppressCounts, togetherOnLists } from '../../../src/serving/explanations/pair-counts.js';
import { ruleDocumentSchema, type Rule } from '../../../src/serving/rules/index.js';
import { rejection } from '../../shop/csv/temporary-folder.js';
import { live, noGraph, smallShop } from '../small-shop.js';

const source = (...rules: object[]) => {
  const parsed: readonly Rule[] = ruleDocumentSchema.parse({ rules }).rules;
  return { inForce: () => ({ version: '1', state: '1', rules: parsed, until: Infinity }) };
};

describe('a pair of products', () => {
  it('is blocked or touched by the rules that are for the first of them', async () => {
    const rules = await PairRules.now(
      source(
        { id: 'no', action: 'block', for: { products: ['p0'] }, items: { products: ['p2'] } },
        { id: 'up', action: 'boost', items: { brands: ['b1'] }, factor: 2 },
      ),
      smallShop(),
    );
    expect([rules.block(0, 2), rules.block(1, 2), rules.block(0, 3)]).to.deep.equal([true, false, false]);
    expect([rules.touching(0, 3), rules.touching(0, 2)]).to.deep.equal([['up'], []]);
  });

  it('was together as often as the list of either says', async () => {
    const expected = { from: 'snapshot', baskets: 12, people: 9, sessions: 0, sessionPeople: 0 };
    expect(await togetherOnLists(smallShop(), 0, 2)).to.deep.equal(expected);
    expect(await togetherOnLists(smallShop(), 2, 0)).to.deep.equal(expected);
    expect(await togetherOnLists(smallShop(), 2, 3)).to.equal(undefined);
  });

  it('has a lift where no count of it is suppressed', async () => {
    const snapshot = smallShop({
      shared: { ...smallShop().shared, basketsOf: Int32Array.of(20, 1, 30, 1, 1, 1, 0) },
    });
    const [card] = await snapshot.cards([0]);
    const cards = [
      { ...card, purchasers: 20 },
      { ...card, purchasers: 30 },
    ] as const;
    const counts = (baskets: number, people: number, sessions = 0, sessionPeople = 0) =>
      suppressCounts(
        snapshot,
        { x: 0, y: 2, cards },
        { from: 'snapshot', baskets, people, sessions, sessionPeople },
        5,
      );
    expect(counts(12, 9)).to.deep.include({ together: 12, withX: 20, withY: 30, total: 100, unit: 'order' });
    expect(counts(12, 9).lift?.value).to.equal(2);
    expect(counts(12, 4)).to.deep.include({ together: 'few', lift: null });
    expect(counts(12, 9, 7, 5)).to.include({ together: 12, sessions: 7 });
    expect(counts(12, 9, 7, 4)).to.include({ together: 12, sessions: 'few' });
    expect(suppressCounts(snapshot, { x: 0, y: 2, cards }, undefined, 5)).to.deep.include({
      together: null,
      sessions: null,
      lift: null,
    });
  });

  it('is explained without the graph, but for the paths', async () => {
    const service = new ReasonService({ live: live(smallShop()), graph: noGraph, rules: source() });
    const { standing, reason, paths, pathsMissing } = await service.why('p0', 'p2');
    expect(standing).to.deep.include({ status: 'listed', rank: 1, of: 2, score: 0.5, rules: [] });
    expect(standing.detail).to.equal('Place 1 of 2 on the list of Product 0.');
    expect(reason).to.match(/^12 orders contain both/);
    expect([paths, pathsMissing]).to.deep.equal([null, 'graph-unreachable']);
  });

  it('is blocked whatever its place, and must be two products that there are', async () => {
    const rules = source({ id: 'no', action: 'block', items: { products: ['p2'] } });
    const service = new ReasonService({ live: live(smallShop()), graph: noGraph, rules });
    const { standing } = await service.why('p0', 'p2');
    expect([standing.status, standing.rank]).to.deep.equal(['blocked', 1]);
    expect(await rejection(service.why('p0', 'p0'))).to.have.property('code', 'same-product');
    expect(await rejection(service.why('p0', 'nobody'))).to.have.property('code', 'unknown-product');
  });
});
