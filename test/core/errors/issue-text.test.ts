import { expect } from 'chai';
import { z } from 'zod';
import { issueText } from '../../../src/core/index.js';

describe('an issue in words', () => {
  const said = (schema: z.ZodType, value: unknown): string | undefined =>
    schema.safeParse(value, { error: issueText }).error?.issues[0].message;

  it('names the whole range of a number, whatever is wrong with it', () => {
    const limit = z.strictObject({ limit: z.int().min(1).max(100).default(10).describe('Most items.') });
    for (const value of ['abc', 0, 101, 1.5, 100_000]) {
      expect(said(limit, { limit: value }), String(value)).to.equal('must be a whole number from 1 to 100');
    }
    expect(said(z.number().min(0), -1)).to.equal('must be a number of at least 0');
    expect(said(z.number(), 'x')).to.equal('must be a number');
    expect(said(z.int().max(5), 6)).to.equal('must be a whole number of at most 5');
  });

  it('says what a value must be, and how long', () => {
    expect(said(z.boolean(), 'reed')).to.equal('must be true or false');
    expect(said(z.enum(['all', 'new']), 'old')).to.equal('must be all or new');
    expect(said(z.string().max(1), 'ab')).to.equal('must have at most 1 character');
    expect(said(z.array(z.string()).min(2), [])).to.equal('must have at least 2 entries');
    expect(said(z.strictObject({ id: z.string() }), {})).to.equal('is missing');
    expect(said(z.union([z.literal('leaf'), z.int().min(0).max(50)]), 'x')).to.equal(
      'must be leaf, or a whole number from 0 to 50',
    );
  });

  it('says what the field must be that tells forms apart', () => {
    const rule = z.discriminatedUnion('action', [
      z.object({ action: z.literal('pin') }),
      z.object({ action: z.literal('block') }),
    ]);
    for (const value of [{}, { action: 'show' }]) expect(said(rule, value)).to.equal('must be pin or block');
  });

  it('leaves a schema its own words', () => {
    expect(said(z.string().min(1, 'must not be empty'), '')).to.equal('must not be empty');
  });
});
