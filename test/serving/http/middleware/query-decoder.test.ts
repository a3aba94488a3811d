import { expect } from 'chai';
import { z } from 'zod';
import { queryDecoder } from '../../../../src/serving/http/middleware/query-decoder.js';
import { depthOf } from '../../../../src/serving/http/middleware/json-body.js';

describe('a query string', () => {
  const schema = z.strictObject({
    limit: z.int().default(10),
    price: z.number().optional(),
    category: z.array(z.string()).default([]),
    counts: z.array(z.int()).optional(),
    level: z.union([z.literal('leaf'), z.int()]).optional(),
    explain: z.boolean().optional(),
    user: z.string().optional(),
  });
  const decode = queryDecoder(schema);

  it('is read by the types of the schema', () => {
    expect(decode({ limit: '5', price: '9.50', category: 'x', counts: ['1', '2'], explain: 'true' })).to.deep.equal({
      limit: 5,
      price: 9.5,
      category: ['x'],
      counts: [1, 2],
      explain: true,
    });
    expect(decode({ level: 'leaf' })).to.deep.equal({ level: 'leaf' });
    expect(decode({ level: '2', user: '007' })).to.deep.equal({ level: 2, user: '007' });
  });

  it('keeps what does not fit, for the schema to refuse', () => {
    for (const odd of [
      { limit: '5e3' },
      { limit: '0x10' },
      { limit: '' },
      { limit: ' 5' },
      { limit: '1'.repeat(40) },
      { limit: ['1', '2'] },
      { explain: 'yes' },
      { user: ['a', 'b'] },
      { colour: 'red' },
    ]) {
      expect(schema.safeParse(decode(odd)).success, JSON.stringify(odd)).to.equal(false);
    }
  });

  it('cannot reach the prototype', () => {
    const decoded = decode(JSON.parse('{"__proto__": "x"}') as Record<string, unknown>);
    expect(Object.hasOwn(decoded, '__proto__')).to.equal(true);
    expect(Object.getPrototypeOf(decoded)).to.equal(Object.prototype);
  });
});

describe('the depth of JSON', () => {
  it('counts brackets outside strings', () => {
    const depth = (text: string): number => depthOf(Buffer.from(text));
    expect(depth('1')).to.equal(0);
    expect(depth('{"a": [1, {"b": []}], "c": {}}')).to.equal(4);
    expect(depth('"[[[["')).to.equal(0);
    expect(depth(String.raw`["\"[[", "\\", [1]]`)).to.equal(2);
    expect(depth('['.repeat(50_000))).to.equal(50_000);
  });
});
