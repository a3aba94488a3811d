import { expect } from 'chai';
import { ruleDocumentSchema, type RuleDocument } from '../../../src/serving/rules/index.js';
import { rulesInForce } from '../../../src/serving/rules/rule-schedule.js';

const block = (id: string, more: object = {}): object => ({ id, action: 'block', items: { brands: ['b'] }, ...more });
const document = (...rules: object[]): RuleDocument & { version: string } => ({
  version: '1-a',
  ...ruleDocumentSchema.parse({ rules }),
});
const at = Date.parse;

describe('the rules of a shop', () => {
  it('are refused where one is named twice, says nothing, or ends before it begins', () => {
    for (const rules of [
      [block('a'), block('a')],
      [block('a', { items: {} })],
      [block('a', { for: {} })],
      [block('a', { from: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' })],
      [block('a', { from: 'tomorrow' })],
      [block('')],
      [block('a', { factor: 2 })],
      [{ id: 'a', action: 'pin', items: { brands: ['b'] } }],
      [{ id: 'a', action: 'boost', items: { brands: ['b'] }, factor: 0 }],
    ]) {
      expect(ruleDocumentSchema.safeParse({ rules }).success, JSON.stringify(rules)).to.equal(false);
    }
  });

  it('hold from their first moment until just before their last, in any offset', () => {
    const campaign = document(block('c', { from: '2026-01-01T00:00:00+01:00', until: '2026-01-02T00:00:00Z' }));
    const holds = (time: string): boolean => rulesInForce(campaign, at(time)).rules.length === 1;
    expect(holds('2025-12-31T22:59:59.999Z')).to.equal(false);
    expect(holds('2025-12-31T23:00:00Z')).to.equal(true);
    expect(holds('2026-01-01T23:59:59.999Z')).to.equal(true);
    expect(holds('2026-01-02T00:00:00Z')).to.equal(false);
  });

  it('say when they will change by themselves, and by their state that they have', () => {
    const both = document(block('always'), block('c', { from: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z' }));
    const [before, within, after] = ['2025-12-01', '2026-01-01', '2026-02-01'].map((day) =>
      rulesInForce(both, at(`${day}T00:00:00Z`)),
    );
    expect([before.until, within.until, after.until]).to.deep.equal([at('2026-01-01'), at('2026-01-02'), Infinity]);
    expect(before.state).not.to.equal(within.state);
    expect(after.state).to.equal(before.state);
    expect(rulesInForce({ version: null, rules: [] }, 0)).to.include({ version: null, state: '' });
  });
});
